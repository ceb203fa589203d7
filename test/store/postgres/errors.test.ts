import { describe, expect, it } from 'vitest'
import { failedWrite, isCut, isOvertaken, isStale, refusedBy, TIMED_OUT } from '../../../src/store/postgres/errors.js'

const said = (code: string, severity = 'ERROR'): unknown => ({ code, severity })

describe('what the server says', () => {
  it('is its word that nothing was written, unless the connection ends with it', () => {
    for (const [error, written] of [
      [said('23505'), 'no'],
      [said('57014'), 'no'],
      [said('57P01', 'FATAL'), 'unknown'],
      // Its language is the server's own.
      [said('57P01', 'ВАЖНО'), 'unknown'],
      [said('08006', '致命错误'), 'unknown'],
      [said('25P03', '치명적오류'), 'unknown'],
      [said('XX000', 'PANIC'), 'unknown'],
      [{ code: 'ECONNRESET' }, 'unknown'],
      [new Error('no answer'), 'unknown'],
      [null, 'unknown'],
    ] as const)
      expect([error, failedWrite('commit', { sent: true, error }).left.written]).toEqual([error, written])
  })

  it('is not asked where nothing was sent', () => {
    expect(failedWrite('commit', { sent: false, error: new Error('down') }).left.written).toBe('no')
  })

  it('tells what another transaction may do from what another connection may', () => {
    expect(['40001', '40P01', '25006'].map((code) => isOvertaken(said(code)))).toEqual([true, true, false])
    expect(['25006', '26000', '0A000', '40001'].map((code) => isStale(said(code)))).toEqual([true, true, true, false])
    expect(isStale(new Error('no answer'))).toBe(false)
  })

  it('is missing where the connection was cut, and may still come where it was only not in time', () => {
    expect(isCut({ sent: true, error: said('57P01', 'FATAL') })).toBe(true)
    expect(isCut({ sent: true, error: { code: 'ECONNRESET' } })).toBe(true)
    expect(isCut({ sent: true, error: new Error(`${TIMED_OUT}: 10 ms`) })).toBe(false)
    expect(isCut({ sent: true, error: said('40001') })).toBe(false)
    expect(isCut({ sent: false, error: new Error('down') })).toBe(false)
  })

  it('has a code of five letters and digits', () => {
    expect([said('23505'), said('235'), { code: 'EPIPE' }].map(refusedBy)).toEqual(['23505', null, null])
  })
})
