// The portable functions use + − × ÷, square roots and integers alone, which the language fixes to the last bit. It leaves
// the last bits of Math.log, Math.exp, Math.sin, Math.pow and their kin to the engine, and engines do differ.

const number = /* @__PURE__ */ new Float64Array(1)
const words = /* @__PURE__ */ new Int32Array(number.buffer)
/** Which of the two words is the upper one: it depends on the order of bytes in memory. */
const UPPER = /* @__PURE__ */ upperWord()

function upperWord(): 0 | 1 {
  number[0] = 1
  return words[1] === 0 ? 0 : 1
}

/** The upper 32 bits of a number: sign, exponent, and the first 20 bits of the fraction. */
export function highWord(x: number): number {
  number[0] = x
  return words[UPPER]!
}

/** The e with 2^e ≤ x < 2^(e + 1) of a positive number; −1023 for those below the least normal one. */
export function exponentOf(x: number): number {
  return (highWord(x) >> 20) - 1023
}

const LEAST = -1074

/** 2^k for −1074 ≤ k ≤ 1023, exactly. A table, because a number that is written in two halves and read whole is slow. */
export function powerOfTwo(k: number): number {
  return POWERS[k - LEAST]!
}

const POWERS = /* @__PURE__ */ powersOfTwo()

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1023 - LEAST + 1)
  let power = Number.MIN_VALUE
  for (let k = 0; k < powers.length; k++) {
    powers[k] = power
    power *= 2
  }
  return powers
}

/** ln 2 in two parts: the first has 33 bits, so its product with an exponent is exact. */
export const LN2_HIGH = 0.6931471804855391
export const LN2_LOW = 7.440617110012397e-11
