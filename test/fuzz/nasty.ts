/** What nobody means well with in a form, piece by piece. Requests are made of these in `generate.ts`. */

const words = (text: string): readonly string[] => text.split(' ')

/** Values as they stand in a form, encoded or not. */
export const VALUES: readonly string[] = [
  ...words(
    '0 1 -1 -0 +1 01 1.0 10.5 1e3 0x10 1_000 1,000 +7 %207 %097 9007199254740991 9007199254740992 9007199254740993',
  ),
  ...words(
    '99999999 100000000 NaN Infinity null undefined true false True yes on [] {} {"a":1} abc a=b a%26b=c ; %0d%0aX:+y',
  ),
  ...words(
    '%00 a%00b % %2 %zz %FF %C3 %C3%28 %ED%A0%80 %F0%9F%92%B6 💶 é ٣ １２ __proto__ constructor hasOwnProperty toString',
  ),
  ...words(
    '$ne <script> ../../etc/passwd {{7*7}} usd USD jpy xxx eur isk kwd duplicate fraudulent requested_by_customer',
  ),
  ...words(
    'expired_uncaptured_charge automatic manual card tok_visa pm_card_visa winning_evidence losing_evidence review.closed',
  ),
  ...words(
    'charge data.charge data.charge.balance_transaction a.b.c.d.e balance_transaction payment_intent . .. latest_charge',
  ),
  ...words('refunds refunds.data.charge customer. .customer data data.data http://127.0.0.1:1/ javascript:alert(1)'),
  ...['', ' 7', '7 ', '\u200b7', "' OR 1=1 --", '1'.repeat(400), '-'.repeat(40), 'x'.repeat(501), 'x'.repeat(5001)],
]

/** Names of parameters, those of the endpoints and others. */
export const NAMES: readonly string[] = [
  ...words('amount charge payment_intent reason metadata expand currency customer origin limit refund_application_fee'),
  ...words(
    'reverse_transfer instructions_email starting_after ending_before created source capture description transfer_data',
  ),
  ...words(
    'application_fee_amount on_behalf_of transfer_group card payment_method payment_method_types payment_method_data',
  ),
  ...words(
    'payment_method_options confirm capture_method amount_to_capture final_capture cancellation_reason return_url',
  ),
  ...words(
    'off_session setup_future_usage shipping evidence submit email name type country url enabled_events connect',
  ),
  ...words(
    'api_version disabled directive refunds uncovered status fail when count inquiry statement_descriptor livemode',
  ),
  ...words('__proto__ constructor prototype toString wat Amount amount+ %61mount %00 %FF %zz é 0'),
  '',
]

/** What may follow a name. */
export const BRACKETS: readonly string[] = [
  ...['', '', '', '', '', ''],
  ...words(
    '[] [0] [1] [7] [-1] [99999999999] [a] [a][b] [gte] [lt] [][] [__proto__] [constructor][prototype] [destination]',
  ),
  ...words('[amount] [number] [card] [card][token] [token] [order] [[]] [ ] [a a] [a]b %5Ba%5D %5B%5D [%00]'),
  `[${'k'.repeat(41)}]`,
  '[a]'.repeat(17),
]

/** Ids that stand for nothing, or for something else. */
export const IDS: readonly string[] = [
  ...words(
    "ch_none re_none pi_none x 0 -1 %00 a%00b %2F a%2Fb .. . %2e%2e %20 + %zz %FF %C3%A9 __proto__ constructor ch_* ch_'",
  ),
  ...words('%22 {charge} :charge ch_1;a=b'),
  'a'.repeat(256),
  'a'.repeat(5001),
]
