import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as lib from '../src/everything.js'
import { checkOptions } from '../src/options.js'
import { expectCausalError } from './support/errors.js'

type Kind = 'number' | 'boolean' | 'other'

/** An option as a call of `checkOptions` in src sees it. */
interface Option {
  readonly file: string
  readonly name: string
  readonly kind: Kind
  /** The kinds that the call states itself. */
  readonly stated: Readonly<Record<string, 'number' | 'boolean'>>
}

/** The fields of every record that is given to `checkOptions`, with their declared kinds. */
function declaredOptions(): Option[] {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
    ts.sys,
    resolve('.'),
  )
  const program = ts.createProgram(config.fileNames, { ...config.options, noEmit: true })
  const checker = program.getTypeChecker()
  const found: Option[] = []
  const kindOf = (given: ts.Type): Kind => {
    const type = checker.getNonNullableType(given)
    const kinds = (type.isUnion() ? type.types : [type]).map((part): Kind => {
      if (part.flags & ts.TypeFlags.NumberLike) return 'number'
      return part.flags & ts.TypeFlags.BooleanLike ? 'boolean' : 'other'
    })
    return kinds.every((kind) => kind === kinds[0]) ? kinds[0]! : 'other'
  }
  /** Spread from a shared record too. */
  const statedIn = (kinds: ts.Expression | undefined): Option['stated'] =>
    Object.fromEntries(
      (kinds === undefined ? [] : checker.getPropertiesOfType(checker.getTypeAtLocation(kinds))).flatMap((field) => {
        const kind = checker.getTypeOfSymbolAtLocation(field, kinds!)
        const isOne = kind.isStringLiteral() && (kind.value === 'number' || kind.value === 'boolean')
        return isOne ? [[field.name, kind.value as 'number' | 'boolean']] : []
      }),
    )
  const kindsOf = (record: ts.Type, at: ts.Node): Map<string, Kind> => {
    const kinds = new Map<string, Kind>()
    for (const part of record.isUnion() ? record.types : [record])
      for (const field of checker.getPropertiesOfType(part)) {
        const kind = kindOf(checker.getTypeOfSymbolAtLocation(field, at))
        const known = kinds.get(field.name)
        kinds.set(field.name, known === undefined || known === kind ? kind : 'other')
      }
    return kinds
  }
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.startsWith(`${resolve('src')}/`)) continue
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.getText() === 'checkOptions') {
        const own = checker.getNonNullableType(checker.getTypeAtLocation(node.arguments[1]!))
        const type = own.isTypeParameter() ? (checker.getBaseConstraintOfType(own) ?? own) : own
        const stated = statedIn(node.arguments[3])
        for (const [name, kind] of kindsOf(type, node))
          if (!(name in Object.prototype)) found.push({ file: source.fileName, name, kind, stated })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

const takes = ({ name, stated }: Option, value: unknown): boolean => {
  try {
    checkOptions('options', { [name]: value }, [name], stated)
    return true
  } catch {
    return false
  }
}
const label = ({ file, name, kind }: Option): string => `${file.replace(/^.*\/src\//, '')}: ${name}, ${kind}`

describe('the kinds of options', () => {
  const options = declaredOptions()

  it('finds what is declared', () => {
    expect(options.filter(({ kind }) => kind === 'number').length).toBeGreaterThan(400)
    expect(options.filter(({ kind }) => kind === 'boolean').length).toBeGreaterThan(40)
  })

  it('what is declared as a number or as a yes or no is refused as a text, in every record', () => {
    const taken = options.filter(({ kind }) => kind !== 'other').filter((option) => takes(option, '1'))
    expect(taken.map(label)).toEqual([])
    expect(options.filter(({ kind }) => kind === 'number').filter((option) => takes(option, true))).toEqual([])
    expect(options.filter(({ kind }) => kind === 'boolean').filter((option) => takes(option, 1))).toEqual([])
  })

  it('and as what it is, taken', () => {
    expect(options.filter((option) => option.kind === 'number' && !takes(option, 1)).map(label)).toEqual([])
    expect(options.filter((option) => option.kind === 'boolean' && !takes(option, true)).map(label)).toEqual([])
    expect(options.filter((option) => option.kind === 'other' && !takes(option, '1')).map(label)).toEqual([])
  })
})

describe('a number as a text, a yes or no as a text', () => {
  const graph = lib.dag('Z -> X -> Y; Z -> Y')
  const data = lib.simulateLinear(graph, 60, { seed: 1 }).data
  const stones = {
    graph: lib.dag('stone -> treatment -> recovered; stone -> recovered'),
    treatment: 'treatment',
    outcome: 'recovered',
    estimator: lib.standardization(),
  } as const

  it.each<[string, string, () => unknown]>([
    [
      'confidence',
      'estimateEffect',
      () => lib.estimateEffect(lib.fromCounts(lib.kidneyStones), { ...stones, confidence: '0.9' as never }),
    ],
    ['alpha', 'pc', () => lib.pc(lib.fisherZ(data), { alpha: '0.05' as never })],
    ['draws', 'query', () => lib.query(lib.smokingModel, ['cancer'], { draws: '10' as never })],
    ['maxConditioningSize', 'pc', () => lib.pc(lib.fisherZ(data), { maxConditioningSize: 1n as never })],
    ['selectionBias', 'fci', () => lib.fci(lib.fisherZ(data), { selectionBias: 'false' as never })],
    ['interactions', 'regressionAdjustment', () => lib.regressionAdjustment({ interactions: 'false' as never })],
    ['penalty', 'bicScore', () => lib.bicScore(data, { penalty: '2' as never })],
  ])('%s of %s', (name, where, call) => {
    expect(expectCausalError(call, where, 'invalid-argument').message).toContain(`\`${name}\``)
  })
})

describe('a number out of its range, also where it is not needed this time', () => {
  it.each([-1, 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('draws: %d of an exact answer', (draws) => {
    expectCausalError(() => lib.query(lib.smokingModel, ['cancer'], { draws }), 'query', 'invalid-argument')
    expectCausalError(() => lib.expectation(lib.smokingModel, 'cancer', { draws }), 'expectation', 'invalid-argument')
    const model = lib.scm({ X: lib.normal(0, 1), Y: lib.linear({ X: 2 }, lib.normal(0, 1)) })
    expectCausalError(
      () => lib.counterfactual(model, { given: { X: 1 }, do: { X: 0 }, draws }),
      'counterfactual',
      'invalid-argument',
    )
    expectCausalError(() => lib.abduct(model, { X: 1 }, { draws }), 'abduct', 'invalid-argument')
  })

  it('a share of a parent is no number of parents', () => {
    const data = lib.simulateLinear(lib.dag('A -> B -> C'), 60, { seed: 1 }).data
    const searches = {
      ges: lib.ges,
      boss: lib.boss,
      grasp: lib.grasp,
      hillClimbing: lib.hillClimbing,
      exactSearch: lib.exactSearch,
    }
    for (const [name, search] of Object.entries(searches))
      expectCausalError(
        () => (search as (score: unknown, options: object) => unknown)(lib.bicScore(data), { maxParents: 1.5 }),
        name,
        'invalid-argument',
      )
    expectCausalError(() => lib.exactSearch(lib.bicScore(data), { maxStates: 1.5 }), 'exactSearch', 'invalid-argument')
  })

  it('levels and tolerances that are none', () => {
    const pair = lib.table({
      x: Array.from({ length: 40 }, (_, i) => i % 7),
      y: Array.from({ length: 40 }, (_, i) => i % 5),
    })
    for (const alpha of [Number.NaN, -1, 1.5])
      expectCausalError(() => lib.additiveNoise(pair, { alpha }), 'additiveNoise', 'invalid-argument')
    const same = [
      [1, 0],
      [0, 1],
    ]
    for (const tolerance of [Number.NaN, -1])
      expectCausalError(
        () => lib.checkNaturality(same, same, { cause: [0, 1], effect: [0, 1] }, { tolerance }),
        'checkNaturality',
        'invalid-argument',
      )
  })
})

describe('a list given as a text', () => {
  const trial = lib.table({ arm: [0, 1, 0, 1, 0, 1, 0, 1], y: [1, 2, 3, 5, 2, 6, 1, 4], site: [...'aabbaabb'] })
  const question = { treatment: 'arm', outcome: 'y', strata: 'site' as never } as const
  const pearl = lib.dag('Z -> X -> Y')

  it('is refused with the list that was meant', () => {
    const { differenceInMeans, cuped, adjustedDifferenceInMeans } = lib
    for (const [name, verb] of Object.entries({ differenceInMeans, cuped, adjustedDifferenceInMeans }))
      expect(
        expectCausalError(() => verb(trial, { ...question, adjustment: [] }), name, 'invalid-argument').message,
      ).toContain('must be a list, such as ["site"]')
    expectCausalError(
      () => lib.counterfactualBounds(pearl, [], { event: [], monotone: 5 as never }),
      'counterfactualBounds',
      'invalid-argument',
    )
  })
})
