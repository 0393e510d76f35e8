import { type Expr, type Prob, prob, product, ratio, type Symbols, sumOut } from '../../estimand/terms/expr.js'
import { basesOf, type Setting, seenIn } from './proof-setting.js'
import type { ProofLine } from './proof-types.js'
import {
  chainSeparations,
  isSeparated,
  populationSeparation,
  type RuleSeparation,
  ruleSeparation,
} from './rule-holds.js'

/** An equation in free symbols and fixed states. */
export interface Line {
  readonly before: Prob
  readonly after: Expr
  readonly rule: ProofLine['rule']
  readonly separations: readonly RuleSeparation[]
  readonly order: readonly number[]
}

/** P(of | do(act), given), its lists ascending. */
export function term(of: readonly number[], act: readonly number[], given: readonly number[] = [], domain = ''): Prob {
  const sorted = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b)
  return prob(sorted(of), sorted(given), sorted(act), domain) as Prob
}

/** One text for one term: values by their variables, fixed states with the state unless it is of no interest. */
export function keyOf({ of, given, act, domain }: Prob, { base, state }: Symbols, withStates = true): string {
  const names = (list: readonly number[]): string =>
    list
      .map((s) => (withStates && state[s] !== undefined ? `${base[s]}=${JSON.stringify(state[s])}` : `${base[s]}`))
      .sort()
      .join()
  return `${names(of)}|${names(given)}|${names(act)}|${domain}`
}

/** Those of `a` that are not in `b`. */
export function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.filter((i) => !b.includes(i))
}

/** The lines of a proof while it is made: each term is rewritten once. */
export class Lines {
  readonly list: Line[] = []
  readonly setting: Setting
  readonly #done = new Set<string>()
  readonly #isThorough: boolean

  /** @param isThorough - whether a term may be rewritten in several ways, of which the one is taken that leads on */
  constructor(setting: Setting, isThorough = false) {
    this.setting = setting
    this.#isThorough = isThorough
  }

  /** Whether a term still needs a line: it is not known, and has none. */
  needs(left: Prob): boolean {
    const { isKnown, symbols } = this.setting
    return !isKnown(left) && (this.#isThorough || !this.#done.has(keyOf(left, symbols)))
  }

  add(
    rule: Line['rule'],
    before: Prob,
    after: Expr,
    separations: readonly RuleSeparation[] = [],
    order: readonly number[] = [],
  ): void {
    this.#done.add(keyOf(before, this.setting.symbols))
    this.list.push({ before, after, rule, separations, order })
  }

  /** A rule of the do-calculus from one term to another; false where it does not hold. A detour leaves the term open for another line. */
  calculus(rule: 1 | 2 | 3, before: Prob, after: Prob, isDetour = false): boolean {
    const { setting } = this
    const separation = calculusOf(setting, rule, before, after)
    if (!isSeparated(setting.g, separation)) return false
    this.add(`rule ${rule}`, before, after, [separation])
    if (isDetour) this.#done.delete(keyOf(before, setting.symbols))
    return true
  }

  /** The same term of another population; false where that may differ. */
  population(before: Prob, domain: string): boolean {
    const { setting } = this
    const other = before.domain === setting.population ? domain : before.domain
    const list = (of: readonly number[]): number[] => basesOf(setting, of)
    const separation = populationSeparation(
      setting.indicators.get(other)!,
      list(before.of),
      list(before.act),
      list(before.given),
    )
    if (!isSeparated(setting.g, separation)) return false
    this.add('population', before, { ...before, domain }, [separation])
    return true
  }

  /** P(of | …) = Σ P(of, gone | …). */
  sum(before: Prob, gone: readonly number[]): Prob {
    const joint = term([...before.of, ...gone], before.act, before.given, before.domain)
    this.add('sum', before, sumOut(this.setting.symbols, gone, joint))
    return joint
  }

  /** P(y | z, …) = P(y, z | …) / P(z | …), with all or some of the condition. */
  condition(before: Prob, moved: readonly number[]): readonly [Prob, Prob] {
    const given = minus(before.given, moved)
    const joint = term([...before.of, ...moved], before.act, given, before.domain)
    const below = term(moved, before.act, given, before.domain)
    this.add('condition', before, ratio(joint, below))
    return [joint, below]
  }

  /** P(y | …) = P(y, z | …) / P(z | y, …). */
  divide(before: Prob, over: readonly number[]): readonly [Prob, Prob] {
    const joint = term([...before.of, ...over], before.act, before.given, before.domain)
    const below = term(over, before.act, [...before.given, ...before.of], before.domain)
    this.add('divide', before, ratio(joint, below))
    return [joint, below]
  }

  /** P(y | …) = Σ_w P(y | w, …) P(w | …). */
  cases(before: Prob, over: readonly number[]): readonly [Prob, Prob] {
    const inner = term(before.of, before.act, [...before.given, ...over], before.domain)
    const outer = term(over, before.act, before.given, before.domain)
    this.add('cases', before, sumOut(this.setting.symbols, over, product([inner, outer])))
    return [inner, outer]
  }

  /** P(a, b, … | …) = P(a | …) P(b | a, …) …, the events in the order given. */
  chain(before: Prob, events: readonly (readonly number[])[]): readonly Prob[] {
    const factors = events.map((of, k) =>
      term(of, before.act, [...before.given, ...events.slice(0, k).flat()], before.domain),
    )
    this.add('chain', before, product([...factors].reverse()))
    return factors
  }

  /** A joint with all else set as the product over its districts. */
  districts(before: Prob, parts: readonly (readonly number[])[], order: readonly number[]): readonly Prob[] {
    const { g } = this.setting
    const all = [...before.of, ...before.act]
    const factors = parts.map((part) => term(part, minus(all, part), [], before.domain))
    const seen = seenIn(this.setting, before.domain)
    const separations = parts.flatMap((part) => chainSeparations(g, order, part, before.act, seen))
    this.add('districts', before, product(factors), separations, order)
    return factors
  }

  /** A district with all else set as the product of conditionals of the distribution of `order`. */
  district(before: Prob, order: readonly number[]): readonly Prob[] {
    const { setting } = this
    const outside = minus([...before.of, ...before.act], order)
    const factors = order.flatMap((v, k) =>
      before.of.includes(v) ? [term([v], outside, order.slice(0, k), before.domain)] : [],
    )
    const seen = seenIn(setting, before.domain)
    const separations = chainSeparations(setting.g, order, before.of, outside, seen)
    const [only] = separations
    // one variable, by one rule
    if (
      factors.length === 1 &&
      separations.length === 1 &&
      only!.rule !== 'population' &&
      only!.rule !== 'independence'
    ) {
      this.add(`rule ${only!.rule}`, before, factors[0]!, separations)
      return factors
    }
    this.add('district', before, product([...factors].reverse()), separations, order)
    return factors
  }
}

/** The separation that a rule of the do-calculus asks for between two terms that differ in what is set or seen. */
export function calculusOf(setting: Setting, rule: 1 | 2 | 3, before: Prob, after: Prob): RuleSeparation {
  const moved = (a: readonly number[], b: readonly number[]): number[] => [...minus(a, b), ...minus(b, a)]
  const nodes = rule === 1 ? moved(before.given, after.given) : moved(before.act, after.act)
  const act = before.act.filter((i) => after.act.includes(i))
  const given = before.given.filter((i) => after.given.includes(i))
  const bases = (list: readonly number[]): number[] => basesOf(setting, list)
  const seen = seenIn(setting, before.domain)
  return ruleSeparation(rule, setting.g, bases(before.of), bases(nodes), bases(act), [...bases(given), ...seen])
}
