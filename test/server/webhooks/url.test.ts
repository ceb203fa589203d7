/** Where webhooks may go. */
import { describe, expect, it } from 'vitest'
import { webhookUrl } from '../../../src/server/webhooks/url.js'
import { leftOf, rightOf } from '../../fixtures.js'

describe('this machine', () => {
  it.each([
    'http://localhost:3000/hook',
    'https://localhost/',
    'http://LOCALHOST',
    'http://localhost./',
    'http://shop.localhost/a?b=c',
    'http://127.0.0.1',
    'http://127.255.0.3:1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]:80/',
    'http://[0:0:0:0:0:0:0:1]/',
  ])('is %s', (text) => {
    expect(rightOf(webhookUrl(text, false)).protocol).toMatch(/^https?:$/)
  })

  it.each([
    'http://example.com/',
    'https://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://notlocalhost/',
    'http://0.0.0.0/',
    'http://128.0.0.1/',
    'http://10.0.0.1/',
    'http://169.254.169.254/',
    'http://[::]/',
    'http://[::2]/',
    'http://[::ffff:10.0.0.1]/',
  ])('is not %s, which may be told only where that is allowed', (text) => {
    expect(leftOf(webhookUrl(text, false))).toBe('remote')
    expect(rightOf(webhookUrl(text, true))).toBeInstanceOf(URL)
  })
})

describe('what is no address of the web', () => {
  it.each([
    '',
    'localhost',
    '127.0.0.1:3000',
    'localhost:3000/hook',
    '/hook',
    'ftp://localhost/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'http://me:secret@localhost/',
    'http://localhost@example.com/',
    'http://127.0.0.256/',
  ])('is refused whatever is allowed: %j', (text) => {
    expect([leftOf(webhookUrl(text, false)), leftOf(webhookUrl(text, true))]).toEqual(['notAUrl', 'notAUrl'])
  })
})
