import { describe, expect, it } from 'vitest'
import { portableExp, portableLog } from '../../src/numeric/portable-log.js'

describe('portableLog and portableExp', () => {
  it('are right to a unit or two in the last place over the whole range', () => {
    let worst = 0
    for (let i = -7000; i <= 7000; i++) {
      const y = i * 0.1 + i * 1e-5
      const e = Math.exp(y)
      worst = Math.max(worst, Math.abs(portableExp(y) / e - 1))
      if (i !== 0) worst = Math.max(worst, Math.abs(portableLog(e) / Math.log(e) - 1))
      const near = 1 + i * 3e-5
      if (i !== 0) worst = Math.max(worst, Math.abs(portableLog(near) / Math.log(near) - 1))
    }
    expect(worst).toBeLessThan(4.5e-16)
  })

  it('keep the edges', () => {
    expect(portableLog(1)).toBe(0)
    expect(portableLog(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(portableLog(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
    expect(portableLog(-1)).toBeNaN()
    expect(portableLog(5e-324)).toBe(-744.4400719213812)
    expect(portableExp(0)).toBe(1)
    expect(portableExp(-745)).toBe(5e-324)
    expect(portableExp(-746)).toBe(0)
    expect(portableExp(710)).toBe(Number.POSITIVE_INFINITY)
    expect(portableExp(Number.NaN)).toBeNaN()
  })
})
