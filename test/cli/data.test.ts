/** `serve --data`: which database is meant, how it is opened and closed, and what is said where it fails. */
import { describe, expect, it } from 'vitest'
import { type Opened, openData } from '../../src/cli/data.js'
import { dataAsked, secretsIn } from '../../src/cli/data-asked.js'
import { watched } from '../../src/cli/data-watched.js'
import { processIo } from '../../src/cli/io.js'
import { serveCommand } from '../../src/cli/serve.js'
import { left, right } from '../../src/index.js'
import { account, memoryStore, type Store, type StoreUnavailable } from '../../src/store/index.js'
import { leftOf, rightOf } from '../fixtures.js'
import { ran } from './given.js'

const URL_WITH_PASSWORD = 'postgres://shop:s%40cret@127.0.0.1:5432/shop'

describe('what is meant by --data', () => {
  it.each([
    ['shop.db', { in: 'file', path: 'shop.db' }],
    ['./a:b', { in: 'file', path: './a:b' }],
    ['postgres://h/d', { in: 'postgres', url: 'postgres://h/d' }],
    ['postgresql:///d?host=/tmp', { in: 'postgres', url: 'postgresql:///d?host=/tmp' }],
    ['postgres:///d', { in: 'postgres', url: 'postgres:///d' }],
    ['postgres://h', { in: 'postgres', url: 'postgres://h' }],
    ['postgres://?host=/tmp', { in: 'postgres', url: 'postgres://?host=/tmp' }],
    ['POSTGRES://h/d', { in: 'postgres', url: 'POSTGRES://h/d' }],
  ])('%s', (text, data) => {
    expect(rightOf(dataAsked(text))).toEqual(data)
  })
  it('is memory where nothing is said', () => {
    expect(rightOf(dataAsked(undefined))).toBeNull()
  })
  it('has a password in it, as it is written and as it is meant', () => {
    const secrets = (text: string) => secretsIn(rightOf(dataAsked(text)) as never)
    expect(secrets(URL_WITH_PASSWORD)).toEqual(['s%40cret', 's@cret'])
    expect(secrets('postgres://h/d?user=a&password=p%23q')).toEqual(['p#q'])
    expect(secrets('postgres://a:%zz@h/d')).toEqual(['%zz'])
    expect(secrets('postgres://h/d')).toEqual([])
  })
  it.each([
    [['--data'], '--data needs a value'],
    [['--data='], '--data is empty'],
    [['--data', 'a', '--data', 'b'], '--data is given twice'],
    [['--data', ':memory:'], '--data names a file; without it everything is kept in memory'],
    [['--data', ':Memory:?x'], '--data names a file; without it everything is kept in memory'],
    [['--data', 'file:shop.db'], '--data is the path of a file, without file:'],
    [['--data', 'mysql://root:secret@h/d'], '--data is a file or postgres://…, not mysql://…'],
    [
      ['--data', 'postgres://root:sec#ret@h:5432x/d'],
      '--data is no address that can be read; a password is percent-encoded in it',
    ],
    [['--data', 'a', '--state', 'b'], '--state and --data do not go together: what is in the data is there already'],
    ...['postgres://', 'postgresql:///', 'postgres://?user=a&password=secret&host='].map((text): [string[], string] => [
      ['--data', text],
      '--data names neither a host nor a database: postgres://host/database',
    ]),
  ])('is not understood from %j, and never repeated', async (words, text) => {
    const done = await ran(['serve', ...words], { files: { b: '{}' } })
    expect(done).toEqual({ code: 2, out: '', err: `refund-machine: ${text}\n` })
  })
})

const unavailable = (cause: unknown): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation: 'find',
  written: 'no',
  cause,
})

/** A store in memory that fails while it is told to, and says when it was closed. */
const standIn = (): { store: Opened; state: { cause: unknown; closed: number } } => {
  const state = { cause: null as unknown, closed: 0 }
  const inner = memoryStore()
  const store: Opened = {
    ...inner,
    find: (asked) => (state.cause === null ? inner.find(asked) : async () => left(unavailable(state.cause))),
    claimDue: (claim) => (state.cause === null ? inner.claimDue(claim) : async () => left(unavailable(state.cause))),
    load: (asked) => (state.cause === null ? inner.load(asked) : async () => left(unavailable(state.cause))),
    close: () => {
      state.closed += 1
    },
  }
  return { store, state }
}

const POSTGRES = rightOf(dataAsked(URL_WITH_PASSWORD))
const FILE = rightOf(dataAsked('shop.db'))
if (POSTGRES === null || FILE === null) throw new Error('no data is asked')

describe('opening', () => {
  it('a file that cannot be opened is a sentence, and closed again', async () => {
    const { store, state } = standIn()
    state.cause = new Error('unable to open\n database file')
    const refused = await openData(
      FILE,
      () => undefined,
      async () => store,
    )
    expect(leftOf(refused)).toBe('shop.db cannot be opened: unable to open database file')
    expect(state.closed).toBe(1)
  })
  const said = (message: string, code?: string): Error => Object.assign(new Error(message), { code })
  const NEWER = 'the schema refund_machine is of version 9, and this program knows up to 1: use a newer one'
  it.each([
    [said('refund-machine/store/postgres needs the package pg: npm install pg'), null],
    [said(`refund-machine/store/postgres: ${NEWER}`), NEWER],
    [said('password of "s@cret" is wrong', '28P01'), 'the PostgreSQL cannot be used: password of "***" is wrong'],
    [said('permission denied', '42501'), 'the PostgreSQL cannot be used: permission denied'],
  ])('a PostgreSQL is refused where no waiting helps: %s', async (cause, sentence) => {
    const { store, state } = standIn()
    state.cause = cause
    const refused = await openData(
      POSTGRES,
      () => undefined,
      async () => store,
    )
    expect(leftOf(refused)).toBe(sentence ?? cause.message)
    expect(state.closed).toBe(1)
  })
  it.each([
    said('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'),
    said('getaddrinfo ENOTFOUND h', 'ENOTFOUND'),
    said('the database system is starting up', '57P03'),
    said('sorry, too many clients already', '53300'),
    said('prepared statement "a" already exists', '42P05'),
  ])('a PostgreSQL that may come is opened all the same: %s', async (cause) => {
    const { store, state } = standIn()
    state.cause = cause
    const data = rightOf(
      await openData(
        POSTGRES,
        () => undefined,
        async () => store,
      ),
    )
    expect(state.closed).toBe(0)
    await data.close()
    expect(state.closed).toBe(1)
  })
})

describe('serving', () => {
  const served = async (
    open: typeof openData,
    meanwhile: (url: string) => Promise<void>,
  ): Promise<{ code: number; out: string; err: string }> => {
    let [out, err] = ['', '']
    let end = (): void => undefined
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const io = {
      ...processIo(),
      out: (text: string) => {
        out += text
        void meanwhile(text.trim().split(' ').at(-1) ?? '').finally(end)
      },
      err: (text: string) => {
        err += text
      },
      untilEnded: () => ended,
      leave: () => undefined,
    }
    const code = rightOf(await serveCommand(['--port', '0', '--data', URL_WITH_PASSWORD], io, open))
    return { code, out, err }
  }
  const list = async (url: string): Promise<number> => {
    const answer = await fetch(`${url}/v1/refunds/re_1`, { headers: { authorization: 'Bearer sk_test_1' } })
    return answer.status
  }

  it('closes the store when the server has ended', async () => {
    const { store, state } = standIn()
    let closedMeanwhile = -1
    const done = await served(
      (data, tell) => openData(data, tell, async () => store),
      async (url) => {
        await list(url)
        closedMeanwhile = state.closed
      },
    )
    expect(done).toEqual({ code: 0, out: expect.stringMatching(/^refund-machine listens on \S+\n$/), err: '' })
    expect([closedMeanwhile, state.closed]).toEqual([0, 1])
  })
  it('answers 500 while the database is down, says so once without the password, and goes on when it is there', async () => {
    const { store, state } = standIn()
    state.cause = new Error('no route to shop:s@cret, s%40cret')
    const statuses: number[] = []
    const done = await served(
      (data, tell) => openData(data, tell, async () => store),
      async (url) => {
        statuses.push(await list(url), await list(url))
        state.cause = null
        statuses.push(await list(url), await list(url))
      },
    )
    expect(statuses).toEqual([500, 500, 404, 404])
    expect(done.err).toBe(
      'refund-machine: the database fails: no route to shop:***, ***; until it answers, requests get a 500\n' +
        'refund-machine: the database answers again\n',
    )
  })
  it('ends with 1 where the data cannot be opened', async () => {
    const { store, state } = standIn()
    state.cause = new Error('refund-machine/store/postgres needs the package pg: npm install pg')
    const done = await served(
      (data, tell) => openData(data, tell, async () => store),
      async () => undefined,
    )
    expect(done).toEqual({
      code: 1,
      out: '',
      err: 'refund-machine: refund-machine/store/postgres needs the package pg: npm install pg\n',
    })
  })
})

describe('what is told of a database that fails', () => {
  const nobody = rightOf(account('nobody'))

  const watching = () => {
    const told: string[] = []
    const { store, state } = standIn()
    const clock = { now: 0 }
    const seen: Store = watched(store, { tell: (text) => told.push(text), secrets: [], now: () => clock.now })
    return { told, state, clock, find: seen.find({ account: nobody, of: 'charge', id: 'ch_1' }) }
  }
  const fails = (reason: string): string => `the database fails: ${reason}; until it answers, requests get a 500`

  it('is the reason, whatever it comes in', async () => {
    const { told, state, find } = watching()
    const causes = [
      Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:5432')], ''), { code: 'ECONNREFUSED' }),
      Object.assign(new Error(''), { code: 'EPIPE' }),
      'a text',
      new Error('\u001b[2J'),
    ]
    for (const cause of causes) {
      state.cause = cause
      await find()
    }
    expect(told).toEqual(['connect ECONNREFUSED ::1:5432', 'EPIPE', 'a text', '\\u{1b}[2J'].map(fails))
  })
  it.each([
    ['password authentication failed for user "shop"', '28P01', 'that is mended'],
    ['database "shop" does not exist', '3D000', 'that is mended'],
    ['SQLITE_CORRUPT: database disk image is malformed', 'SQLITE_CORRUPT', 'that is mended'],
    ['canceling statement due to lock timeout', '55P03', 'it answers'],
    ['database or disk is full', 'SQLITE_FULL', 'it answers'],
  ])('waits for an answer only where one may come: %s', async (reason, code, until) => {
    const { told, state, find } = watching()
    state.cause = Object.assign(new Error(reason), { code })
    await find()
    expect(told).toEqual([`the database fails: ${reason}; until ${until}, requests get a 500`])
  })
  it('is said again for the same reason only after a minute', async () => {
    const { told, state, clock, find } = watching()
    for (const at of [0, 1_000, 59_000, 60_000]) {
      clock.now = at
      state.cause = new Error('down')
      await find()
      state.cause = null
      await find()
    }
    const twice = [fails('down'), 'the database answers again']
    expect(told).toEqual([...twice, ...twice])
  })
  it('hands on what the store answers, as it is', async () => {
    const { find, state } = watching()
    expect(await find()).toEqual(right(null))
    state.cause = 'down'
    expect(await find()).toEqual(left(unavailable('down')))
  })
})
