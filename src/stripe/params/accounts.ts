/** The parameters of accounts. Source: as for charges. */
import { datedPageOf, oneCursor, onlyExpand } from './common.js'
import { endpoint } from './endpoint.js'
import { expand } from './expand.js'
import { MetadataParam } from './metadata.js'
import { CurrencyCode, choice, Text } from './scalars.js'

/** What may be said of an account, now or later. */
const said = {
  business_type: choice('company', 'government_entity', 'individual', 'non_profit'),
  default_currency: CurrencyCode,
  email: Text,
  metadata: MetadataParam,
  expand: expand('account'),
} as const

/** `POST /v1/accounts` */
export const CreateAccountParams = endpoint(
  { ...said, type: choice('custom', 'express', 'standard'), country: Text },
  'account_token bank_account business_profile capabilities company controller documents external_account groups individual settings tos_acceptance',
)

/** `GET /v1/accounts/{account}` and `GET /v1/account` */
export const RetrieveAccountParams = onlyExpand('account')

/** `POST /v1/accounts/{account}` */
export const UpdateAccountParams = endpoint(
  said,
  'account_token business_profile capabilities company documents external_account groups individual settings tos_acceptance',
)

/** `GET /v1/accounts` */
export const ListAccountsParams = endpoint(datedPageOf('account'), '', [oneCursor])
