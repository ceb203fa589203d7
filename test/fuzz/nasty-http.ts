/** What nobody means well with in HTTP itself: headers, and bytes that are no request. */

/** Values of `Authorization`; null for none. */
export const KEYS: readonly (string | null)[] = [
  ...[null, '', 'Bearer', 'Bearer sk_live_abcdefgh1234', 'Bearer rk_live_abcdefgh1234', 'Bearer rk_test_abcdefgh1234'],
  ...[
    'Bearer pk_test_abcdefgh',
    'Bearer sk_test_',
    'Bearer sk_test_a b',
    'Bearer undefined',
    'sk_test_fuzz',
    'Basic',
    'Basic ***',
  ],
  ...['Basic c2tfdGVzdF8=', 'Basic Og==', 'Basic /////w==', 'Digest username="x"', `Bearer sk_test_${'x'.repeat(300)}`],
  ...['Bearer __proto__', 'bearer  sk_test_\xe9', 'Bearer sk_test_x,Bearer sk_test_y', 'Bearer sk_test_<script>'],
]

export const VERSIONS: readonly string[] = [
  ...[
    '2026-10-28.endive',
    '2026-08-26.dahlia',
    '2025-03-31.basil',
    '2024-06-20',
    '2022-11-15',
    '2020-08-27',
    '2011-01-01',
  ],
  ...[
    '2019-2-19',
    '2022-08-02',
    '2025-03-31',
    '2025-03-31.acacia',
    '2023-02-30',
    '9999-99-99',
    'latest',
    '',
    '__proto__',
    '\xe9',
  ],
  ...['2019-12-03, 2019-12-03', '2026-10-28.endive; beta=v1', '0', '2026-10-28.endive '.repeat(50)],
]

export const ACCOUNTS: readonly string[] = [
  ...[
    'acct_fuzz',
    'acct_fuzz',
    'acct_1',
    'acct_',
    'acct_a/b',
    'foo',
    '',
    '__proto__',
    'acct_\xe9',
    `acct_${'a'.repeat(65)}`,
    'acct_1, acct_2',
  ],
]

/** Idempotency keys that are none, or nearly. */
export const KEY_TEXTS: readonly string[] = [
  ...[
    '',
    'k'.repeat(255),
    'k'.repeat(256),
    'k'.repeat(2000),
    '\xe9\xff',
    'a\tb',
    ' ',
    '__proto__',
    'constructor',
    'a, b',
    '%00',
    '"',
  ],
]

export const CONTENT_TYPES: readonly (string | null)[] = [
  ...[
    null,
    '',
    'application/json',
    'application/json; charset=utf-8',
    'multipart/form-data; boundary=x',
    'text/plain',
    '*/*',
  ],
  ...[
    'application/x-www-form-urlencoded; charset=utf-8',
    'APPLICATION/X-WWW-FORM-URLENCODED',
    'application/x-www-form-urlencoded;',
  ],
  ...[
    'application/x-www-form-urlencoded2',
    ';',
    'a/b/c',
    '\xe9',
    `text/${'x'.repeat(500)}`,
    'application/x-www-form-urlencoded; charset=utf-16',
  ],
]

/** Headers that mean something to a server. */
export const HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Encoding', 'gzip'],
  ['Content-Encoding', 'identity'],
  ['Expect', '100-continue'],
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade, HTTP2-Settings'],
  ['Connection', 'close'],
  ['Accept', 'text/html'],
  ['Accept-Encoding', 'br'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['X-Forwarded-For', '127.0.0.1'],
  ['Origin', 'https://evil.example'],
  ['Cookie', 'a=b'],
  ['Range', 'bytes=0-1'],
  ['If-None-Match', '*'],
  ['Stripe-Version', '2020-08-27'],
  ['Idempotency-Key', 'second'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
]

/** Bytes that are no request, or one that does not end. `\r\n` is written out. */
export const BROKEN: readonly string[] = [
  ...[
    '\r\n',
    '\r\n\r\n',
    '\n\n',
    'GET\r\n\r\n',
    'GET /\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'get / HTTP/1.1\r\n\r\n',
    'FOO / HTTP/1.1\r\n\r\n',
  ],
  ...[
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'GET /v1/refunds HTTP/1.1\r\n\r\n',
    '\x00'.repeat(64),
  ],
  ...[
    'GET /v1/refunds HTTP/1.1\r\nHost: x\r\nHost\r\n\r\n',
    'GET /v1/refunds HTTP/1.1\r\nHost : x\r\n\r\n',
    'GET \x01 HTTP/1.1\r\nHost: x\r\n\r\n',
  ],
  ...[
    'GET /v1/refunds HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n',
    'GET /v1/refunds HTTP/1.1\r\nHost: x\r\nA: b\x00c\r\n\r\n',
  ],
  ...[
    'GET /v1/refunds HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n',
    'GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
  ],
  ...[
    'POST /v1/refunds HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /v1/refunds HTTP/1.1\r\nHost: x\r\nContent-Length: 1e3\r\n\r\n',
  ],
  ...['POST /v1/refunds HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  ...['POST /v1/refunds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n'],
  ...['POST /v1/refunds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n'],
  ...['POST /v1/refunds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n'],
  ...['POST /v1/refunds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nabc'],
  ...[
    `GET /v1/refunds HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`,
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  ],
  ...[`GET /v1/refunds HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(3_000)}\r\n`],
]
