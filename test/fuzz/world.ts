/** What the attacked account has: something of every kind, made by requests that are meant well, the same each time. */
import type { Answer, Connection } from './client.js'
import type { Kind } from './forms.js'
import { FUZZ_KEY, textOf } from './generate.js'

export type Ids = Readonly<Record<Kind, readonly string[]>>

interface Listed {
  readonly data: readonly { readonly id: string }[]
}

/** Empties the account and fills it again; the ids of what it then has. */
export const buildWorld = async (connection: Connection): Promise<Ids> => {
  const ask = asking(connection)
  await ask('POST', '/_control/reset')
  const customer = await ask('POST', '/v1/customers', 'email=a@example.com')
  await ask('POST', '/v1/webhook_endpoints', 'url=http://127.0.0.1:1/&enabled_events[]=review.closed')
  const token = await ask('POST', '/v1/tokens', 'card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2034')
  const method = await ask('POST', '/v1/payment_methods', 'type=card&card[token]=tok_visa')
  await ask('POST', `/v1/payment_methods/${method}/attach`, `customer=${customer}`)

  const pay = (source: string, more = ''): Promise<string> =>
    ask('POST', '/v1/charges', `amount=1000&currency=usd&source=${source}${more}`)
  const intend = (more = ''): Promise<string> =>
    ask(
      'POST',
      '/v1/payment_intents',
      `amount=3000&currency=usd&payment_method=pm_card_visa&payment_method_types[]=card${more}`,
    )
  const refund = (charge: string, more = ''): Promise<string> =>
    ask('POST', '/v1/refunds', `charge=${charge}&amount=100${more}`)

  const paid = [await pay('tok_visa'), await pay('tok_visa'), await pay('tok_visa')]
  await pay('tok_visa', '&capture=false')
  await pay('tok_createDispute')
  await pay('tok_createDisputeInquiry')
  await intend()
  await intend('&confirm=true')
  await intend('&confirm=true&capture_method=manual')
  const shared = '&confirm=true&application_fee_amount=300&transfer_data[destination]=acct_fuzz'
  await intend(shared)
  await refund(paid[0] as string)
  await refund(await pay('tok_pendingRefund'))
  await ask('POST', '/_control/refunds/next', 'status=requires_action')
  await refund(paid[1] as string)
  // Disputes come a moment after their charges.
  await ask('POST', '/_control/clock/advance', 'seconds=5')

  const ids = (path: string): Promise<readonly string[]> => listed(connection, path)
  const [transfer = ''] = await ids('/v1/transfers')
  const [fee = ''] = await ids('/v1/application_fees')
  await ask('POST', `/v1/transfers/${transfer}/reversals`, 'amount=100')
  await ask('POST', `/v1/application_fees/${fee}/refunds`, 'amount=10')
  return {
    account: ['acct_fuzz'],
    application_fee: [fee],
    balance_transaction: await ids('/v1/balance_transactions'),
    charge: await ids('/v1/charges'),
    customer: [customer],
    dispute: await ids('/v1/disputes'),
    event: await ids('/v1/events'),
    fee_refund: await ids(`/v1/application_fees/${fee}/refunds`),
    payment_intent: await ids('/v1/payment_intents'),
    payment_method: [method],
    refund: await ids('/v1/refunds'),
    token: [token],
    transfer: [transfer],
    transfer_reversal: await ids(`/v1/transfers/${transfer}/reversals`),
    webhook_endpoint: await ids('/v1/webhook_endpoints'),
  }
}

/** Asks for something that has to succeed; the id of what is answered. */
const asking =
  (connection: Connection) =>
  async (method: string, path: string, form = ''): Promise<string> => {
    const { status, text } = await exchange(connection, method, path, form)
    if (status !== 200) throw new Error(`${method} ${path} ${form}: ${status} ${text}`)
    return (JSON.parse(text) as { readonly id: string }).id
  }

const listed = async (connection: Connection, path: string): Promise<readonly string[]> => {
  const { text } = await exchange(connection, 'GET', `${path}?limit=100`, null)
  const { data } = JSON.parse(text) as Listed
  if (data.length === 0) throw new Error(`${path} is empty: ${text}`)
  return data.map(({ id }) => id)
}

const exchange = async (
  connection: Connection,
  method: string,
  target: string,
  body: string | null,
): Promise<Answer> => {
  const headers = [
    ['Host', '127.0.0.1'],
    ['Authorization', `Bearer ${FUZZ_KEY}`],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ] as const
  const request = textOf({ endpoint: '', method, target, headers, body, isChunked: false })
  const [heard = 'closed'] = await connection.ask(request, [false])
  if (typeof heard === 'string') throw new Error(`${method} ${target}: ${heard}`)
  return heard
}
