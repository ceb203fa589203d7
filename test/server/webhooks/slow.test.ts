/** Receivers that take their time, and servers that stop meanwhile. */
import { describe, expect, it } from 'vitest'
import type { Post } from '../../../src/server/webhooks/post.js'
import { failing, receiver, until } from './given.js'
import { world } from './world.js'

interface Held {
  readonly post: Post
  /** What was posted, and how each can be answered. */
  readonly posts: { readonly path: string; readonly type: string; readonly answer: (status: number) => void }[]
}

/** A receiver that answers when the test says so. */
const held = (): Held => {
  const posts: Held['posts'] = []
  const post: Post = (url, { body }, signal) =>
    new Promise((resolve, reject) => {
      posts.push({ path: url.pathname, type: JSON.parse(body).type, answer: resolve })
      signal.addEventListener('abort', () => reject(new Error('aborted')))
    })
  return { post, posts }
}

const types = ({ posts }: Held): readonly string[] => posts.map(({ type }) => type)

describe('a receiver that takes its time', () => {
  it('does not hold up the worker, and is not sent the same twice', async () => {
    const slow = held()
    const { listen, tellOf, work, clock, awaited } = world({ post: slow.post, patienceMilliseconds: 5 })
    await listen('we_1')
    await tellOf('a.b')
    expect((await work()).map(({ result }) => result)).toEqual([{ _tag: 'Right', right: null }])
    clock.advance(10)
    expect(await work()).toHaveLength(1)
    expect(types(slow)).toEqual(['a.b'])
    slow.posts[0]?.answer(200)
    await until('it is written down', async () => (await awaited())[0]?.length === 0)
    clock.advance(10)
    expect(await work()).toHaveLength(1)
    clock.advance(86_400)
    expect(await work()).toEqual([])
    expect(types(slow)).toEqual(['a.b'])
  })

  it('is told of the next event only when it has answered the one before, in their order', async () => {
    const slow = held()
    const { listen, tellOf, work } = world({ post: slow.post, patienceMilliseconds: 0 })
    await listen('we_1')
    await listen('we_2')
    await tellOf('a.1', 'a.2', 'a.3')
    expect(await work()).toHaveLength(6)
    await until('both are told of the first', () => slow.posts.length === 2)
    expect(slow.posts.map(({ path, type }) => [path, type])).toEqual([
      ['/we_1', 'a.1'],
      ['/we_2', 'a.1'],
    ])
    slow.posts[0]?.answer(500)
    await until('it goes on', () => slow.posts.length === 3)
    slow.posts[2]?.answer(200)
    await until('it goes on', () => slow.posts.length === 4)
    expect(slow.posts.filter(({ path }) => path === '/we_1').map(({ type }) => type)).toEqual(['a.1', 'a.2', 'a.3'])
    expect(slow.posts.filter(({ path }) => path === '/we_2').map(({ type }) => type)).toEqual(['a.1'])
  })

  it('is waited for where time waits too', async () => {
    const slow = held()
    const { listen, tellOf, work, awaited } = world({ post: slow.post, patienceMilliseconds: Number.POSITIVE_INFINITY })
    await listen('we_1')
    await tellOf('a.b')
    const working = work()
    await until('it is told', () => slow.posts.length === 1)
    slow.posts[0]?.answer(200)
    await working
    expect(await awaited()).toEqual([[]])
  })

  it('has failed when it takes longer than the limit, and when it closes the connection without a word', async () => {
    const [silent, rude] = [await receiver(), await receiver()]
    silent.answer = () => undefined
    rude.answer = (response) => response.destroy()
    const { listen, tellOf, work, awaited } = world({
      limitMilliseconds: 50,
      patienceMilliseconds: Number.POSITIVE_INFINITY,
    })
    await listen('we_1', silent.url)
    await listen('we_2', rude.url)
    await listen('we_3', 'http://127.0.0.1:1/')
    await tellOf('a.b')
    await work()
    expect(await awaited()).toEqual([
      [
        { endpoint: 'we_1', attempts: 1 },
        { endpoint: 'we_2', attempts: 1 },
        { endpoint: 'we_3', attempts: 1 },
      ],
    ])
    expect([silent.came.length, rude.came.length]).toEqual([1, 1])
  })

  it('has heard when it said so, however much it goes on to say', async () => {
    const at = await receiver()
    let said = 0
    at.answer = (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) said += 65_536
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }
    const { listen, tellOf, work, awaited } = world({ patienceMilliseconds: Number.POSITIVE_INFINITY })
    await listen('we_1', at.url)
    await tellOf('a.b')
    await work()
    expect(await awaited()).toEqual([[]])
    expect(said).toBeLessThan(64 * 1024 * 1024)
  })
})

describe('a server that closes', () => {
  it('leaves off, and the event is sent anew by the next one, without an attempt having been counted', async () => {
    const slow = held()
    const { listen, tellOf, work, webhooks, awaited } = world({ post: slow.post, patienceMilliseconds: 0 })
    await listen('we_1')
    await tellOf('a.b', 'a.c')
    await work()
    await until('it is told', () => slow.posts.length === 1)
    await webhooks.close()
    expect(await awaited()).toEqual([[{ endpoint: 'we_1', attempts: 0 }], [{ endpoint: 'we_1', attempts: 0 }]])
    expect(types(slow)).toEqual(['a.b'])
  })
})

describe('an event that was heard before its task came again', () => {
  it('is not sent twice, even where the process forgot', async () => {
    const at = await receiver()
    const first = world({ patienceMilliseconds: Number.POSITIVE_INFINITY })
    await first.listen('we_1', at.url)
    await first.tellOf('a.b')
    // Claimed by nobody: what is due is looked at by a worker that died after the delivery was written down.
    const store = first.runtime.store
    const [due] = await store
      .claimDue({ at: first.clock(), limit: 1, leaseSeconds: 1 })()
      .then((claimed) => {
        if (claimed._tag === 'Left') throw new Error(claimed.left._tag)
        return claimed.right
      })
    if (due === undefined || due.work.type !== 'task') throw new Error('nothing is due')
    const done = await first.webhooks.task(due.work, due)()
    expect(done).toEqual({ _tag: 'Right', right: null })
    first.clock.advance(2)
    expect(await first.work()).toHaveLength(1)
    expect(at.came).toHaveLength(1)
  })
})

describe('an address that may not be told any more', () => {
  it('is skipped, and nobody waits for it', async () => {
    const slow = held()
    const { listen, tellOf, work, awaited } = world({ post: slow.post, patienceMilliseconds: 50 })
    await listen('we_1', 'http://example.com/')
    await tellOf('a.b')
    await work()
    expect(await awaited()).toEqual([[]])
    expect(slow.posts).toEqual([])
  })

  it('is told where other machines are allowed', async () => {
    const slow = held()
    const { listen, tellOf, work } = world({ post: slow.post, patienceMilliseconds: 0 }, { allowRemoteWebhooks: true })
    await listen('we_1', 'http://example.com/')
    await tellOf('a.b')
    await work()
    await until('it is told', () => slow.posts.length === 1)
    expect(slow.posts[0]?.path).toBe('/')
  })
})

describe('a receiver that fails at first', () => {
  it('is told again by the same task after its wait', async () => {
    const at = await receiver()
    at.answer = failing(500)
    const { listen, tellOf, work, clock, awaited } = world({ patienceMilliseconds: Number.POSITIVE_INFINITY })
    await listen('we_1', at.url)
    await tellOf('a.b')
    await work()
    expect(await awaited()).toEqual([[{ endpoint: 'we_1', attempts: 1 }]])
    at.answer = failing(299)
    expect(await work()).toEqual([])
    clock.advance(1)
    await work()
    expect(await awaited()).toEqual([[]])
  })
})
