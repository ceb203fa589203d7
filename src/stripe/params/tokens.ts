/** The parameters of tokens. Source: as for charges. */
import { onlyExpand } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { hash } from './hashes.js'
import { required } from './param.js'
import { integer, Text } from './scalars.js'

/** A month or a year, in two or four digits: which of them a card may have, is for the card's errors to say. */
export const ExpiryPart = integer({ least: 0, most: 9999 })

/** What is written on a card. */
export const cardWritten = { number: Text, exp_month: ExpiryPart, exp_year: ExpiryPart, cvc: Text } as const

const TokenCard = hash(
  {
    number: required(cardWritten.number),
    exp_month: required(cardWritten.exp_month),
    exp_year: required(cardWritten.exp_year),
    cvc: cardWritten.cvc,
    name: Text,
    address_city: Text,
    address_country: Text,
    address_line1: Text,
    address_line2: Text,
    address_state: Text,
    address_zip: Text,
  },
  ['currency', 'networks'],
)

/** `POST /v1/tokens`, of cards alone. */
export const CreateTokenParams = endpoint(
  { card: required(TokenCard), expand: expand('token') },
  'account bank_account customer cvc_update person pii',
)

/** `GET /v1/tokens/{token}` */
export const RetrieveTokenParams = onlyExpand('token')
