/** What the command line says of itself. */

export const HELP = `refund-machine: refunds as a pure state machine

  refund-machine demo
      One Stripe charge, refunded in parts until the law refuses.

  refund-machine refund [FILE|-] [--amount 5.00 | --minor 500] [options]
      Decides one refund on a Stripe charge, read as JSON from a file or standard input.
      Without an amount: all that remains.

  refund-machine diagram charge|refund|dispute [--format mermaid|json]
      Prints a lifecycle.

  refund-machine serve [--port 12111] [options]
      Runs a server that answers as Stripe does, on this machine, until it is stopped.

  refund-machine --help, --version

Exit code: 0 accepted, 1 refused, 2 not understood. "refund-machine COMMAND --help" says more.
`

const DEMO_HELP = `refund-machine demo

Refunds docs/examples/charge.json in parts until the law refuses. On the way a dispute is opened
and won and a refund fails late; xstate actors walk along. Nothing is sent to Stripe.

Exit code: 0; 1 when an actor stands elsewhere than the law; 2 bad usage.
`

const DIAGRAM_HELP = `refund-machine diagram charge|refund|dispute [options]

Prints a lifecycle.

  --format mermaid|json     a Mermaid state diagram (default), or the rows that the law reads

Exit code: 0, or 2 bad usage.
`

const REFUND_HELP = `refund-machine refund [FILE|-] [options]

Reads a Stripe charge, decides one refund on it, and prints the new charge and the refund. Nothing
is sent to Stripe. FILE is JSON; without it, or with -, standard input is read.
What --json printed may be given as it is: FILE takes its charge, --known its refund.

  --amount 5.00             in units of the charge's currency
  --minor 500               in minor units, such as cents
                            neither: all that remains
  --reason REASON           duplicate, fraudulent or requested_by_customer
  --id re_...               the refund's id; without it, a random one
  --known FILE              the refund that was made before: asking the same twice is asking once.
                            The id is that refund's; without an amount nothing new is asked
  --metadata KEY=VALUE      may be given several times
  --refund-application-fee  give the application fee's share back
  --reverse-transfer        take the transfer's share back
  --policy stripe|holding   whether a dispute blocks the charge (default) or holds its amount
  --at SECONDS              when, in seconds since 1970; without it, now
  --api-version DATE        the Stripe API version that answered; without it, the newest
  --json                    print JSON: { charge, refund }, or { error, explanation, transient } at
                            exit code 1; at 2 standard output stays empty

Exit code: 0 accepted, 1 refused, 2 bad usage or no charge.
`

const SERVE_HELP = `refund-machine serve [options]

Runs a server that answers as Stripe does where refunds are concerned, and prints its address when
it is ready. Any key that begins with sk_test_ works, and each has an account of its own. Everything
is kept in memory unless --data says where. Nothing is sent to Stripe. SIGTERM or Ctrl-C ends it.

  --port N                  where it listens; 12111 if not said, 0 for any that is free
  --host ADDRESS            127.0.0.1 if not said; whoever reaches another one can use the server
  --async-delay SECONDS     after how long happens what takes its time; 1 if not said
  --clock system|manual     the machine's clock (default), or one that stands still until
                            POST /_control/clock/advance moves it
  --api-version VERSION     the Stripe API version of whoever names none, such as 2024-06-20 or
                            2026-10-28.endive; without it, the newest
  --allow-remote-webhooks   webhooks may go to other machines than this one
  --state FILE              what GET /_control/state answered before, to begin with
  --data FILE               keeps everything in this file, made if it is not there; needs the
                            package libsql
  --data postgres://...     keeps everything in a PostgreSQL; needs the package pg

Exit code: 0 when it was ended, 1 when the data cannot be used, 2 bad usage or no place to listen.
`

const HELPS: Readonly<Record<string, string>> = {
  demo: DEMO_HELP,
  refund: REFUND_HELP,
  diagram: DIAGRAM_HELP,
  serve: SERVE_HELP,
}

/** What a command says of itself, or null when there is no such command. */
export const helpOf = (command: string): string | null =>
  Object.hasOwn(HELPS, command) ? (HELPS[command] ?? null) : null
