/** What the command line says of itself. */

export const HELP = `refund-machine: refunds as a pure state machine

  refund-machine demo
      One Stripe charge, refunded in parts until the law refuses.

  refund-machine refund [FILE|-] [--amount 5.00 | --minor 500] [options]
      Decides one refund on a Stripe charge, read as JSON from a file or standard input.
      Without an amount: all that remains.

  refund-machine diagram charge|refund|dispute [--format mermaid|json]
      Prints a lifecycle.

  refund-machine --help, --version

Exit code: 0 accepted, 1 refused, 2 not understood. "refund-machine refund --help" says more.
`

export const REFUND_HELP = `refund-machine refund [FILE|-] [options]

Reads a Stripe charge, decides one refund on it, and prints the new charge and the refund. Nothing is
sent to Stripe. FILE is JSON; without it, or with -, standard input is read.

  --amount 5.00             in units of the charge's currency
  --minor 500               in minor units, such as cents
                            neither: all that remains
  --reason REASON           duplicate, fraudulent or requested_by_customer
  --id re_...               the refund's id; without it, a random one
  --known FILE              the refund that already has the id: asking the same twice is asking once
  --metadata KEY=VALUE      may be given several times
  --refund-application-fee  give the application fee's share back
  --reverse-transfer        take the transfer's share back
  --policy stripe|holding   whether a dispute blocks the charge (default) or holds its amount
  --at SECONDS              when, in seconds since 1970; without it, now
  --api-version DATE        the Stripe API version that answered; without it, the newest
  --json                    print JSON: { charge, refund }, or { error, explanation, transient }

Exit code: 0 accepted, 1 refused, 2 bad usage or no charge.
`
