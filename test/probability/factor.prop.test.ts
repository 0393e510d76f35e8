import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  condition,
  type Factor,
  factor,
  marginalize,
  multiply,
  normalize,
  probabilityOf,
  reorder,
  sliceFactor,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'

const names = [...oddNames.slice(0, 3), 'X', 'Y']
const sizes = [2, 3, 1, 2, 3]
const variableOf = (k: number) => ({ name: names[k]!, states: ['s', 't', 'u'].slice(0, sizes[k]) })

/** Factors over a few shared variables, in any order of axes. */
const factors = (positive = false): fc.Arbitrary<Factor> =>
  fc.shuffledSubarray([0, 1, 2, 3, 4], { maxLength: 4 }).chain((chosen) => {
    const cells = chosen.reduce((s, k) => s * sizes[k]!, 1)
    const value = fc.double({ min: positive ? 0.01 : 0, max: 1, noNaN: true })
    return fc
      .array(value, { minLength: cells, maxLength: cells })
      .map((values) => factor(chosen.map(variableOf), values))
  })

/** The value of a factor in a state of the world, from the definition. */
function at(f: Factor, world: ReadonlyMap<string, string>): number {
  let cell = 0
  for (const { name, states } of f.variables) cell = cell * states.length + states.indexOf(world.get(name)!)
  return f.values[cell]!
}

function worlds(chosen: readonly number[]): Map<string, string>[] {
  let all: Map<string, string>[] = [new Map()]
  for (const k of chosen) {
    const { name, states } = variableOf(k)
    all = all.flatMap((world) => states.map((state) => new Map(world).set(name, state)))
  }
  return all
}
const everyWorld = worlds([0, 1, 2, 3, 4])
const namesOf = (f: Factor): string[] => f.variables.map((v) => v.name)
const close = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-12 * (1 + Math.abs(b)))
function same(f: Factor, g: Factor): void {
  expect(new Set(namesOf(f))).toEqual(new Set(namesOf(g)))
  for (const world of everyWorld) close(at(f, world), at(g, world))
}

describe('factor algebra', () => {
  it('multiply is the product in every world, commutative and associative', () => {
    fc.assert(
      fc.property(factors(), factors(), factors(), (f, g, h) => {
        const product = multiply(f, g, h)
        for (const world of everyWorld) close(at(product, world), at(f, world) * at(g, world) * at(h, world))
        same(multiply(g, f), multiply(f, g))
        same(multiply(multiply(f, g), h), multiply(f, multiply(g, h)))
      }),
    )
  })

  it('marginalize sums over the worlds that agree, in any order', () => {
    fc.assert(
      fc.property(factors(), fc.nat(), (f, pick) => {
        const out = namesOf(f).filter((_, k) => (pick >> k) & 1)
        const marginal = marginalize(f, out)
        const rest = namesOf(marginal)
        expect(rest).toEqual(namesOf(f).filter((name) => !out.includes(name)))
        for (const world of worlds(rest.map((name) => names.indexOf(name)))) {
          const outs = worlds(out.map((name) => names.indexOf(name)))
          close(
            at(marginal, world),
            outs.reduce((s, w) => s + at(f, new Map([...world, ...w])), 0),
          )
        }
        same(
          out.reduce<Factor>((g, name) => marginalize(g, name), f),
          marginal,
        )
      }),
    )
  })

  it('summing out a variable that one factor does not have passes it by', () => {
    fc.assert(
      fc.property(factors(), factors(), (f, g) => {
        const only = namesOf(f).filter((name) => !namesOf(g).includes(name))
        same(marginalize(multiply(f, g), only), multiply(marginalize(f, only), g))
      }),
    )
  })

  it('slices, reorders and probabilities are what the cells say', () => {
    fc.assert(
      fc.property(factors(), fc.nat(), (f, pick) => {
        const reversed = reorder(f, namesOf(f).reverse())
        expect(namesOf(reversed)).toEqual(namesOf(f).reverse())
        same(reversed, f)
        const fixed = f.variables.filter((_, k) => (pick >> k) & 1)
        const event = Object.fromEntries(fixed.map((v) => [v.name, v.states.at(-1)!]))
        const part = sliceFactor(f, event)
        for (const world of everyWorld) close(at(part, world), at(f, new Map([...world, ...Object.entries(event)])))
        close(
          probabilityOf(f, event),
          [...part.values].reduce((s, v) => s + v, 0),
        )
      }),
    )
  })

  it('condition keeps proportions and sums to one; normalize by its own condition gives the joint back', () => {
    fc.assert(
      fc.property(factors(true), fc.nat(), (f, pick) => {
        const fixed = f.variables.filter((_, k) => (pick >> k) & 1)
        const given = fixed.map((v) => v.name)
        const event = Object.fromEntries(fixed.map((v) => [v.name, v.states[0]!]))
        const part = sliceFactor(f, event)
        const posterior = condition(f, event)
        close(probabilityOf(posterior, {}), 1)
        const mass = probabilityOf(part, {})
        for (const [k, value] of posterior.values.entries()) close(value * mass, part.values[k]!)
        const whole = normalize(f)
        const others = namesOf(f).filter((name) => !given.includes(name))
        same(multiply(normalize(whole, given), marginalize(whole, others)), whole)
        same(
          marginalize(normalize(f, given), others),
          multiply(
            ...fixed.map((v) =>
              factor(
                [v],
                v.states.map(() => 1),
              ),
            ),
          ),
        )
      }),
    )
  })
})
