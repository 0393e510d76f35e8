import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import * as lib from '../src/everything.js'
import { expectCausalError } from './support/errors.js'

/** A parameter of a public function, or a field of one, that is a record with a fixed set of keys. */
interface RecordParameter {
  readonly name: string
  readonly type: readonly string[]
  /** The keys given to `checkOptions`; null where it is not called. */
  readonly checked: readonly string[] | null
}

/** Records that are checked in another way, each with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  'eValue(effect)': 'each of its two forms has keys of its own, and those of the other are refused',
  'toMermaid(options)': 'positions and layouts are known, and refused with the reason: Mermaid places nodes itself',
}

const publicNames = new Set(
  readdirSync('src')
    .filter((folder) => existsSync(join('src', folder, 'index.ts')))
    .flatMap((folder) => [...readFileSync(join('src', folder, 'index.ts'), 'utf8').matchAll(/export \{([^}]*)\}/g)])
    .flatMap((match) => match[1]!.split(',').map((name) => name.trim())),
)

const isOptions = /^(options|query|question|settings|assume|spec|test|columns|conditions)$/

/** The record parameters of all public functions and the records in them, by the TypeScript checker. */
function recordParameters(): { parameters: RecordParameter[]; nested: string[] } {
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
    ts.sys,
    resolve('.'),
  )
  const program = ts.createProgram(config.fileNames, { ...config.options, noEmit: true })
  const checker = program.getTypeChecker()
  const found: RecordParameter[] = []
  const nested = new Set<string>()
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.startsWith(`${resolve('src')}/`)) continue
    for (const statement of source.statements) {
      if (!ts.isFunctionDeclaration(statement) || statement.body === undefined) continue
      const name = statement.name?.text ?? ''
      if (!publicNames.has(name)) continue
      const checks = checksIn(checker, statement.body)
      for (const parameter of statement.parameters) {
        const label = parameter.name.getText(source)
        // of a type parameter it is the constraint that says which keys there are
        const own = checker.getNonNullableType(checker.getTypeAtLocation(parameter))
        const type = own.isTypeParameter() ? (checker.getBaseConstraintOfType(own) ?? own) : own
        const keys = keysOf(checker, type)
        const checked = checks.get(label) ?? null
        if (keys !== null && (checked !== null || isOptions.test(label)))
          found.push({ name: `${name}(${label})`, type: keys, checked })
        if (keys !== null && (checked !== null || isOptions.test(label)))
          for (const path of nestedRecords(checker, type, parameter)) nested.add(`${name}.${path}`)
      }
    }
  }
  return { parameters: found, nested: [...nested].sort() }
}

/** Values with a door of their own, which are no records of options. */
const isValue =
  /^(AbortSignal|MessageEnd|Float64Array|(Readonly)?(Map|Set)|CausalGraph|Dag|Admg|Cpdag|Pdag|Mag|Pag|Table|Moments|Factor|Scm|Diagram|Estimand|Estimator|(Any)?Identification|Learner|EffectLearner|Specification|IndependenceTest|Distribution|Categorical|Channel|MatrixLike|Abstraction|LaggedGraph|Series|LaggedTest|RootCauseMethod|ChangeDetector)$/

/** The fields of a record, or of its lists, that hold records with a fixed set of keys. */
function nestedRecords(checker: ts.TypeChecker, record: ts.Type, at: ts.Node): string[] {
  return checker.getPropertiesOfType(checker.getNonNullableType(record)).flatMap((field) => {
    // a signal is the browser's own
    if (field.name === 'signal' || field.name.startsWith('__')) return []
    const holds = (given: ts.Type): boolean => {
      const type = checker.getNonNullableType(given)
      if (isValue.test(type.aliasSymbol?.name ?? type.symbol?.name ?? '')) return false
      if (type.isUnion()) return type.types.some(holds)
      if (checker.isArrayLikeType(type)) return checker.getTypeArguments(type as ts.TypeReference).some(holds)
      return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 && keysOf(checker, type) !== null
    }
    return holds(checker.getTypeOfSymbolAtLocation(field, at)) ? [field.name] : []
  })
}

/** The keys of a record type, or of a union of such; null for lists, functions, dictionaries and texts. */
function keysOf(checker: ts.TypeChecker, given: ts.Type): string[] | null {
  const type = checker.getNonNullableType(given)
  const parts = type.isUnion() ? type.types : [type]
  const isRecord = (part: ts.Type): boolean =>
    (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
    part.getCallSignatures().length === 0 &&
    !checker.isArrayLikeType(part) &&
    checker.getIndexInfosOfType(part).length === 0
  if (!parts.every(isRecord)) return null
  const keys = new Set(parts.flatMap((part) => checker.getPropertiesOfType(part).map((symbol) => symbol.name)))
  return keys.size === 0 ? null : [...keys].sort()
}

/** What a body gives to `checkOptions`: the record's name, and the keys, which stand there or in a constant list. */
function checksIn(checker: ts.TypeChecker, body: ts.Node): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'checkOptions') {
      const [, record, keys] = node.arguments
      if (record !== undefined && keys !== undefined) found.set(record.getText(), textsOf(checker, keys).sort())
    }
    ts.forEachChild(node, visit)
  }
  visit(body)
  return found
}

/** The texts of a list: an array literal, with spreads, or a constant. */
function textsOf(checker: ts.TypeChecker, list: ts.Expression): string[] {
  if (ts.isArrayLiteralExpression(list))
    return list.elements.flatMap((key) => {
      if (ts.isStringLiteral(key)) return [key.text]
      return ts.isSpreadElement(key) ? textsOf(checker, key.expression) : [key.getText()]
    })
  const type = checker.getTypeAtLocation(list)
  if (!checker.isTupleType(type)) return [list.getText()]
  return checker.getTypeArguments(type as ts.TypeReference).map((part) => (part as ts.StringLiteralType).value)
}

const [X, Y] = ['X', 'Y'] as const
const arrow = lib.dag('X -> Y')
const front = lib.admg('X -> M -> Y; X <-> Y')
const searched = lib.doSearch(front, { query: { do: X, outcome: Y }, data: [{}] })
const numbers = lib.table({ X: [0, 1, 0, 1, 1, 0], Y: [1, 3, 2, 5, 4, 2.5] })
const states = ['0', '1']
const joint = lib.factor(
  [
    { name: X, states },
    { name: Y, states },
  ],
  [0.4, 0.1, 0.2, 0.3],
)
const counted = lib.factor(joint.variables, [40, 10, 20, 30])
const rightEvent = [{ variable: Y, value: '1', do: { X: '1' } }] as const
const oracle = lib.dSeparation(arrow)
const rightContrast = { from: 0, to: 1 } as const
const effect = { treatment: X, outcome: Y, contrast: rightContrast }
const estimation = { graph: arrow, treatment: X, outcome: Y, estimator: lib.standardization(), contrast: rightContrast }
const chain = lib.scm({
  X: lib.bernoulli(0.5),
  M: lib.linear({ X: 1 }, lib.normal(0, 1)),
  Y: lib.linear({ X: 1, M: 1 }, lib.normal(0, 1)),
})
const coinModel = lib.scm({ X: lib.bernoulli(0.5), Y: lib.cpt(['X'], { 0: 0.2, 1: 0.6 }, { response: 'quantile' }) })
const domains = { D: [0, 0, 0, 0, 1, 1, 1, 1], X: [1, 2, 1, 3, 5, 4, 6, 5], Y: [2, 1, 3, 4, 7, 8, 6, 9] }
const cells = Array.from({ length: 40 }, (_, i) => i)
const learnable = lib.table({
  X: cells.map((i) => i % 2),
  Y: cells.map((i) => (i * 7) % 11),
  Z: cells.map((i) => (i * 5) % 13),
  unit: cells.map((i) => i >> 2),
  time: cells.map((i) => i % 4),
})
const learned = {
  graph: lib.dag('Z -> X -> Y; Z -> Y'),
  treatment: X,
  outcome: Y,
  learner: lib.tLearner({ learner: lib.ridge() }),
  nuisances: { outcome: lib.ridge(), treatment: lib.logisticRegression() },
} as const
const right = lib.knowledge({ required: [[X, Y]] })

const pairOfUnits = lib.table({ z: [0, 1], y: [1, 2] })
const reached = { network: { edges: [[0, 1] as const] }, design: { type: 'bernoulli', p: 0.5 } } as const
const exposed = (options: object): unknown =>
  lib.exposureEffects(pairOfUnits, { ...reached, treatment: 'z', outcome: 'y', ...options })

/** A call whose record is right, and the same with whatever is put into that record besides. */
type NestedCall = (more: Readonly<Record<string, unknown>>) => unknown
const contrastOf =
  (verb: (of: never, question: never) => unknown): NestedCall =>
  (more) =>
    verb(coinModel as never, { ...effect, contrast: { ...rightContrast, ...more } } as never)
const mediated =
  (verb: (of: never, question: never) => unknown): NestedCall =>
  (more) =>
    verb(chain as never, { ...effect, contrast: { ...rightContrast, ...more }, mediators: ['M'] } as never)
const knowing =
  (verb: (test: never, options: never) => unknown): NestedCall =>
  (more) =>
    verb(oracle as never, { knowledge: { ...right, ...more } } as never)
const scoring =
  (verb: (score: never, options: never) => unknown): NestedCall =>
  (more) =>
    verb(lib.bicScore(numbers) as never, { knowledge: { ...right, ...more } } as never)
const testing =
  (verb: (test: never, score: never, options: never) => unknown): NestedCall =>
  (more) =>
    verb(oracle as never, lib.bicScore(numbers) as never, { knowledge: { ...right, ...more } } as never)
const laggedOracle = lib.laggedSeparation(lib.laggedGraph('X[t-1] -> Y'))
const overTime =
  (verb: (test: never, options: never) => unknown): NestedCall =>
  (more) =>
    verb(laggedOracle as never, { knowledge: { tiers: [[X], [Y]], ...more } } as never)
const inTwo =
  (verb: (data: never, options: never) => unknown): NestedCall =>
  (more) =>
    verb(lib.table({ X: domains.X, Y: domains.Y }) as never, { knowledge: { ...right, ...more } } as never)
const drawn =
  (verb: (graph: never, options: never) => unknown): NestedCall =>
  (more) =>
    verb(
      arrow as never,
      {
        positions: [
          { node: X, x: 0, y: 0, ...more },
          { node: Y, x: 1, y: 0 },
        ],
      } as never,
    )
const kernels =
  (verb: (data: never, options: never) => unknown): NestedCall =>
  (more) =>
    verb(numbers as never, { kernel: { x: lib.gaussianKernel({ width: 1 }), ...more } } as never)
/** A picture of an arrow with one nested record of its options. */
const pictured =
  (draw: (graph: typeof arrow, options: never) => unknown, make: (more: object) => object): NestedCall =>
  (more) =>
    draw(arrow, make(more) as never)
const looks: Readonly<Record<string, (more: object) => object>> = {
  edges: (more) => ({ edges: [{ from: X, to: Y, width: 2, ...more }] }),
  highlight: (more) => ({ highlight: [{ nodes: [X], ...more }] }),
  layout: (more) => ({ layout: { ...lib.layoutGraph(arrow), ...more } }),
  roles: (more) => ({ roles: { treatment: X, ...more } }),
  widths: (more) => ({ widths: [{ from: X, to: Y, value: 1, ...more }] }),
}
/** The nested records of the functions that draw. */
const picturedCalls = Object.fromEntries(
  Object.entries({ toDot: lib.toDot, toMermaid: lib.toMermaid, toSvg: lib.toSvg, toTikz: lib.toTikz }).flatMap(
    ([name, draw]) =>
      Object.entries(looks)
        .filter(([key]) => name !== 'toMermaid' || key !== 'layout')
        .map(([key, make]) => [`${name}.${key}`, pictured(draw as never, make)] as const),
  ),
)
const graphviz: lib.GraphvizInstance = {
  renderJSON: () => ({
    objects: [
      { name: 'n0', pos: '0,0' },
      { name: 'n1', pos: '90,0' },
    ],
    edges: [{ id: 'e0', pos: '0,0 30,0 60,0 90,0' }],
  }),
}

const drawnUnits = lib.table(
  Array.from({ length: 24 }, (_, i) => ({
    X: i % 2,
    Y: (i * 7) % 11,
    M: (i * 5) % 7,
    time: i,
    period: Math.floor(i / 2) * 2 + (i % 2),
  })),
)
const trialOf =
  (verb: (data: never, question: never) => unknown, rest: object = {}): NestedCall =>
  (more) =>
    verb(drawnUnits as never, { treatment: X, outcome: Y, contrast: { ...rightContrast, ...more }, ...rest } as never)

const grouped =
  (key: string, value: object): NestedCall =>
  (more) =>
    lib.multiGroupLingam(lib.table(domains), { group: 'D', [key]: { ...value, ...more } })
const waves = lib.table({
  id: cells.map((i) => i >> 1),
  wave: cells.map((i) => i % 2),
  X: cells.map((i) => (i * 7) % 11),
  Y: cells.map((i) => (i * 5) % 13),
})
const panelled =
  (key: string, value: object): NestedCall =>
  (more) =>
    lib.longitudinalLingam(waves, { subject: 'id', time: 'wave', [key]: { ...value, ...more } })
const inDialect =
  (verb: (source: never, names: never, options: never) => unknown, rest: object = {}): NestedCall =>
  (more) =>
    verb('t' as never, ['x'] as never, { dialect: { ...lib.duckdb, ...more }, ...rest } as never)
/** An engine that answers every statement with this row. */
const answering = (row: object) =>
  lib.from(lib.warehouse({ query: async () => [row as lib.SqlRow], dialect: lib.duckdb }), 't', {
    columns: { X: 'number', Y: 'number' },
  })

/** The same engine, which gives two groups where it is asked by groups. */
const inArms = (row: object) => {
  const query = async (text: string): Promise<lib.SqlRow[]> =>
    (text.includes('GROUP BY')
      ? [
          { ...row, k0: 0 },
          { ...row, k0: 1 },
        ]
      : [{ ...row, c0: 8 }]) as lib.SqlRow[]
  return lib.from(lib.warehouse({ query, dialect: lib.duckdb }), 't', {
    columns: { X: 'number', Y: 'number', Z: 'number' },
  })
}

const played = lib.discreteScm({
  exogenous: [{ name: 'U', p: [0.5, 0.5] }],
  endogenous: [
    { name: 'A', parents: ['U'], table: [0, 1] },
    { name: 'B', parents: ['A'], table: [0, 1] },
    { name: 'R', parents: ['A', 'B'], table: [0, 1, 1, 0] },
  ],
})
const transported = {
  ...{ action: 'X', reward: 'Y', policy: () => '0', selection: 'X' },
  data: [
    {
      domain: 'target',
      joint: lib.factor(
        ['X', 'Y'].map((name) => ({ name, states: ['0', '1'] })),
        [0.1, 0.2, 0.3, 0.4],
      ),
    },
  ],
}

const nestedCalls: Readonly<Record<string, NestedCall>> = {
  'boss.knowledge': scoring(lib.boss),
  'exactSearch.knowledge': scoring(lib.exactSearch),
  'ges.knowledge': scoring(lib.ges),
  'grasp.knowledge': scoring(lib.grasp),
  'hillClimbing.knowledge': scoring(lib.hillClimbing),
  'gfci.knowledge': testing(lib.gfci),
  'mmhc.knowledge': testing(lib.mmhc),
  'mvpc.knowledge': inTwo(lib.mvpc),
  'directLingam.knowledge': inTwo(lib.directLingam),
  'icaLingam.knowledge': inTwo(lib.icaLingam),
  'pcmci.knowledge': overTime(lib.pcmci),
  'pcmciPlus.knowledge': overTime(lib.pcmciPlus),
  'jpcmciPlus.knowledge': overTime(lib.jpcmciPlus),
  'jpcmciPlus.contexts': (more) => lib.jpcmciPlus(laggedOracle, { contexts: { time: ['X'], ...more } }),
  'laggedCorrelation.dummies': (more) =>
    lib.laggedCorrelation(lib.series(learnable, { unit: 'unit', time: 'time' }), {
      maxLag: 0,
      dummies: { space: 'host', ...more },
    }),
  'dynotears.knowledge': inTwo((data, options: object) => lib.dynotears(lib.series(data), options)),
  'laggedEffect.treatment': (more) =>
    lib.laggedEffect(lib.series(lib.table({ X: cells.map((i) => (i * 7) % 11), Y: cells.map((i) => (i * 5) % 13) })), {
      graph: lib.laggedGraph('X[t-1] -> Y'),
      treatment: { name: 'X', lag: 1, ...more },
      outcome: 'Y',
    }),
  'linearTemporalModel.effects': (more) =>
    lib.linearTemporalModel({ names: [X, Y], effects: [{ from: X, to: Y, lag: 0, effect: 1, ...more }] }),
  'varLingam.knowledge': inTwo((data, options: object) => lib.varLingam(lib.series(data), options)),
  'bootstrapVarLingam.knowledge': inTwo((data, options: object) =>
    lib.bootstrapVarLingam(lib.series(data), { draws: 2, ...options }),
  ),
  'bootstrapVarLingam.prior': (more) =>
    lib.bootstrapVarLingam(lib.series(lib.table({ X: domains.X, Y: domains.Y })), {
      draws: 2,
      prior: { paths: [[X, Y]], ...more },
    }),
  'gradientOf.budget': (more) =>
    lib.gradientOf(
      lib.box('p', [], ['A']),
      lib.stochastic,
      { p: [0.5, 0.5] },
      { counts: lib.factor([{ name: 'A', states: ['0', '1'] }], [1, 2]), budget: more },
    ),
  'causalBandit.knowledge': (more) =>
    lib.causalBandit(
      lib.scm({ X: lib.normal(0, 1), Y: lib.linear({ X: 1 }, lib.normal(0, 1)) }),
      { reward: 'Y', levers: { X: lib.normal(1, 1) } },
      { pulls: 20, knowledge: { ...right, ...more } } as never,
    ),
  'gameFromModel.follower': (more) =>
    lib.gameFromModel(played, {
      leader: { action: 'A', reward: 'R' },
      follower: { action: 'B', reward: 'R', ...more },
    }),
  'gameFromModel.leader': (more) =>
    lib.gameFromModel(played, {
      leader: { action: 'A', reward: 'R', ...more },
      follower: { action: 'B', reward: 'R' },
    }),
  'transportedPolicyValue.data': (more) =>
    lib.transportedPolicyValue(arrow, { ...transported, data: [{ ...transported.data[0], ...more }] } as never),
  'transportedPolicyValue.selection': (more) =>
    lib.transportedPolicyValue(arrow, {
      ...transported,
      selection: [{ domain: 'here', nodes: [X], ...more }],
    } as never),
  'gies.knowledge': (more) =>
    lib.gies(lib.interventionalBicScore(lib.table(domains), { regime: 'D', targets: { 0: [], 1: [X] } }), {
      knowledge: { ...right, ...more },
    } as never),
  'jci.knowledge': (more) =>
    lib.jci(lib.dSeparation(lib.dag('D -> X -> Y')), { context: ['D'], knowledge: { ...right, ...more } } as never),
  'utIgsp.knowledge': (more) => lib.utIgsp(oracle as never, { regimes: [], knowledge: { ...right, ...more } } as never),
  'rcd.knowledge': inTwo(lib.rcd),
  'cam.knowledge': inTwo((data, options: object) => lib.cam(data, { knots: 2, ...options })),
  'resit.knowledge': inTwo(lib.resit),
  'notears.knowledge': inTwo(lib.notears),
  'parceLingam.knowledge': inTwo(lib.parceLingam),
  'parceLingam.prior': (more) => lib.parceLingam(numbers, { prior: { paths: [[X, Y]], ...more } }),
  'multiGroupLingam.knowledge': grouped('knowledge', right),
  'multiGroupLingam.prior': grouped('prior', { paths: [[X, Y]] }),
  'longitudinalLingam.knowledge': panelled('knowledge', right),
  'longitudinalLingam.prior': panelled('prior', { paths: [[X, Y]] }),
  'adjustedDifferenceInMeans.contrast': trialOf(lib.adjustedDifferenceInMeans, { adjustment: ['M'] }),
  'cuped.contrast': trialOf(lib.cuped, { adjustment: ['M'] }),
  'differenceInMeans.contrast': trialOf(lib.differenceInMeans),
  'mediationEffects.contrast': trialOf(lib.mediationEffects, { mediator: 'M' }),
  'proveIdentification.given': (more) =>
    lib.proveIdentification(arrow, {
      event: { variable: Y, value: 1, do: { X: 0 } },
      given: { variable: X, value: 1, ...more },
    }),
  'verifyProof.given': (more) => {
    const event = { variable: Y, value: 1, do: { X: 0 } } as const
    const proof = lib.proveIdentification(arrow, { event, given: { variable: X, value: 1 } })!
    lib.verifyProof(arrow, { event, given: { variable: X, value: 1, ...more } }, proof)
  },
  'quantileEffect.contrast': trialOf(lib.quantileEffect),
  'ratioMetric.contrast': trialOf(lib.ratioMetric, { denominator: 'time' }),
  'switchback.contrast': trialOf(lib.switchback, { time: 'time', period: 'period' }),
  'averageTreatmentEffect.contrast': contrastOf(lib.averageTreatmentEffect),
  'balance.contrast': (more) =>
    lib.balance(numbers, { treatment: X, covariates: [Y], contrast: { ...rightContrast, ...more } }),
  'bootstrapEffect.contrast': (more) =>
    lib.bootstrapEffect(numbers, { ...estimation, contrast: { ...rightContrast, ...more }, draws: 10, seed: 1 }),
  'boundsFromSample.assume': (more) =>
    lib.boundsFromSample(arrow, [{ distribution: counted }], {
      event: rightEvent,
      assume: [{ event: rightEvent, atMost: 1, ...more }],
    }),
  'boundsFromSample.event': (more) =>
    lib.boundsFromSample(arrow, [{ distribution: counted }], { event: [{ ...rightEvent[0], ...more }] }),
  'boundsFromSample.given': (more) =>
    lib.boundsFromSample(arrow, [{ distribution: counted }], {
      event: rightEvent,
      given: [{ variable: X, value: '0', ...more }],
    }),
  'boundsFromSample.sum': (more) =>
    lib.boundsFromSample(arrow, [{ distribution: counted }], { sum: [{ weight: 1, event: rightEvent, ...more }] }),
  'cdnod.knowledge': (more) => lib.cdnod(lib.table(domains), { domain: 'D', knowledge: { ...right, ...more } }),
  'controlledDirectEffect.contrast': (more) =>
    lib.controlledDirectEffect(chain, { ...effect, contrast: { ...rightContrast, ...more }, mediators: { M: 0 } }),
  'counterfactualBounds.assume': (more) =>
    lib.counterfactualBounds(arrow, [{ distribution: joint }], {
      event: rightEvent,
      assume: [{ event: rightEvent, atMost: 1, ...more }],
    }),
  'counterfactualBounds.sum': (more) =>
    lib.counterfactualBounds(arrow, [{ distribution: joint }], { sum: [{ weight: 1, event: rightEvent, ...more }] }),
  'symbolicBounds.assume': (more) =>
    lib.symbolicBounds(arrow, [{ variables: joint.variables }], {
      event: rightEvent,
      assume: [{ event: rightEvent, atMost: 0, ...more }],
    }),
  'symbolicBounds.event': (more) =>
    lib.symbolicBounds(arrow, [{ variables: joint.variables }], { event: [{ ...rightEvent[0], ...more }] }),
  'symbolicBounds.sum': (more) =>
    lib.symbolicBounds(arrow, [{ variables: joint.variables }], { sum: [{ weight: 1, event: rightEvent, ...more }] }),
  'counterfactualBounds.event': (more) =>
    lib.counterfactualBounds(arrow, [{ distribution: joint }], {
      event: [{ variable: Y, value: '1', do: { X: '1' }, ...more }],
    }),
  'counterfactualBounds.given': (more) =>
    lib.counterfactualBounds(arrow, [{ distribution: joint }], {
      event: [{ variable: Y, value: '1', do: { X: '1' } }],
      given: [{ variable: Y, value: '0', do: { X: '0' }, ...more }],
    }),
  'directLingam.prior': (more) => lib.directLingam(numbers, { prior: { paths: [[X, Y]], ...more } }),
  'doSearch.data': (more) => lib.doSearch(front, { query: { do: X, outcome: Y }, data: [{ do: X, ...more }] }),
  'doSearch.query': (more) => lib.doSearch(front, { query: { do: X, outcome: Y, ...more }, data: [{}] }),
  'doubleMachineLearning.folds': (more) =>
    lib.doubleMachineLearning({ learner: lib.ridge({ penalty: 0 }), folds: { key: 'id', ...more } }),
  'doubleMachineLearning.learners': (more) =>
    lib.doubleMachineLearning({ learner: lib.ridge(), learners: { outcome: lib.lasso(), ...more } }),
  'doubleMachineLearning.predictions': (more) =>
    lib.doubleMachineLearning({ predictions: { outcome: new Float64Array(6), ...more } }),
  'effectOfTreatmentOnControls.contrast': contrastOf(lib.effectOfTreatmentOnControls),
  'effectOfTreatmentOnTreated.contrast': contrastOf(lib.effectOfTreatmentOnTreated),
  'estimateEffect.contrast': (more) =>
    lib.estimateEffect(numbers, { ...estimation, contrast: { ...rightContrast, ...more } }),
  'estimateEffects.contrast': (more) => lib.estimateEffects(numbers, { ...estimation, contrast: { from: 0, ...more } }),
  'exposureEffects.contrast': (more) => exposed({ contrast: { from: '00', to: '10', ...more } }),
  'exposureEffects.design': (more) => exposed({ design: { type: 'bernoulli', p: 0.5, ...more } }),
  'exposureEffects.exposure': (more) => exposed({ exposure: { count: [1], ...more } }),
  'exposureEffects.network': (more) => exposed({ network: { edges: [[0, 1]], ...more } }),
  'exposureProbabilities.design': (more) =>
    lib.exposureProbabilities(pairOfUnits, { ...reached, design: { ...reached.design, ...more } }),
  'exposureProbabilities.exposure': (more) =>
    lib.exposureProbabilities(pairOfUnits, { ...reached, exposure: { share: [0.5], ...more } }),
  'exposureProbabilities.network': (more) =>
    lib.exposureProbabilities(pairOfUnits, { ...reached, network: { ...reached.network, ...more } }),
  'neighborSummaries.network': (more) =>
    lib.neighborSummaries(pairOfUnits, { network: { ...reached.network, ...more }, summaries: { friends: 'degree' } }),
  'fci.knowledge': knowing(lib.fci),
  'heterogeneousEffects.contrast': (more) =>
    lib.heterogeneousEffects(learnable, { ...learned, contrast: { ...rightContrast, ...more } }),
  'heterogeneousEffects.nuisances': (more) =>
    lib.heterogeneousEffects(learnable, { ...learned, nuisances: { outcome: lib.ridge(), ...more } }),
  'hsic.kernel': kernels(lib.hsic),
  'identifyCounterfactual.event': (more) =>
    lib.identifyCounterfactual(arrow, { event: { variable: Y, value: 1, do: { X: 0 }, ...more } }),
  'identifyCounterfactual.given': (more) =>
    lib.identifyCounterfactual(arrow, {
      event: { variable: Y, value: 1, do: { X: 0 } },
      given: { variable: X, value: 1, ...more },
    }),
  'identifyFromExperiments.available': (more) =>
    lib.identifyFromExperiments(front, { do: X, outcome: Y, available: [{ do: X, ...more }] }),
  'identifyPolicy.available': (more) =>
    lib.identifyPolicy(front, { policies: { treatment: X }, outcome: Y, available: [{ do: X, ...more }] }),
  'identifyPolicy.policies': (more) => lib.identifyPolicy(front, { policies: { treatment: X, ...more }, outcome: Y }),
  'identifyPolicy.selection': (more) =>
    lib.identifyPolicy(front, {
      policies: { treatment: X },
      outcome: Y,
      selection: [{ domain: 'here', nodes: [X], ...more }],
    }),
  'kci.kernel': kernels(lib.kci),
  'naturalDirectEffect.contrast': mediated(lib.naturalDirectEffect),
  'naturalIndirectEffect.contrast': mediated(lib.naturalIndirectEffect),
  'overlap.contrast': (more) =>
    lib.overlap(lib.table(domains), { treatment: 'D', covariates: [Y], contrast: { ...rightContrast, ...more } }),
  'panelDoubleMachineLearning.learners': (more) =>
    lib.panelDoubleMachineLearning(learnable, {
      treatment: X,
      outcome: Y,
      covariates: [],
      unit: 'unit',
      time: 'time',
      folds: 2,
      learner: lib.ridge(),
      learners: { outcome: lib.ridge(), ...more },
    }),
  'pathSpecificEffect.contrast': (more) =>
    lib.pathSpecificEffect(chain, { ...effect, contrast: { ...rightContrast, ...more }, paths: [[X, Y]] }),
  'pc.knowledge': knowing(lib.pc),
  'probabilityOfDisablement.contrast': contrastOf(lib.probabilityOfDisablement),
  'probabilityOfEnablement.contrast': contrastOf(lib.probabilityOfEnablement),
  'probabilityOfNecessity.contrast': contrastOf(lib.probabilityOfNecessity),
  'probabilityOfNecessityAndSufficiency.contrast': contrastOf(lib.probabilityOfNecessityAndSufficiency),
  'probabilityOfSufficiency.contrast': contrastOf(lib.probabilityOfSufficiency),
  'probabilityTerm.do': (more) => lib.probabilityTerm({ of: Y, do: { variable: X, prime: 0, ...more } }),
  'probabilityTerm.given': (more) => lib.probabilityTerm({ of: Y, given: { variable: X, prime: 0, ...more } }),
  'probabilityTerm.of': (more) => lib.probabilityTerm({ of: { variable: X, prime: 0, ...more } }),
  'recoverFromMissingness.missing': (more) =>
    lib.recoverFromMissingness(lib.dag('X -> Y; X -> R'), {
      outcome: Y,
      missing: [{ variable: Y, observed: 'R', ...more }],
    }),
  'recoverFromSelection.available': (more) =>
    lib.recoverFromSelection(arrow, { do: X, outcome: Y, selectedBy: X, available: [{ selected: true, ...more }] }),
  'rfci.knowledge': knowing(lib.rfci),
  'standardizedSurvival.contrast': (more) =>
    lib.standardizedSurvival(lib.table({ A: [0, 1, 0, 1], time: [0, 1, 1, 0], event: [1, 1, 1, 1] }), {
      time: 'time',
      event: 'event',
      treatment: 'A',
      covariates: [],
      contrast: { ...rightContrast, ...more },
    }),
  'weightedSurvival.contrast': (more) =>
    lib.weightedSurvival(lib.table({ A: [0, 1, 0, 1], time: [1, 2, 3, 2], event: [1, 1, 1, 1] }), {
      time: 'time',
      event: 'event',
      treatment: 'A',
      covariates: [],
      horizon: 2,
      draws: 20,
      contrast: { ...rightContrast, ...more },
    }),
  'countsSql.dialect': inDialect(lib.countsSql),
  'gramSql.dialect': inDialect(lib.gramSql),
  'momentsSql.dialect': inDialect(lib.momentsSql),
  'sampleSql.dialect': inDialect(lib.sampleSql, { key: 'id', share: 0.5 }),
  'warehouse.dialect': (more) => lib.warehouse({ query: async () => [], dialect: { ...lib.duckdb, ...more } }),
  'gramsFrom.buckets': (more) =>
    lib.gramsFrom(answering({ k0: 1, c0: 4, c1: 0, c2: 4 }), [X], { buckets: { key: 'id', count: 2, ...more } }),
  'cupedFrom.contrast': (more) =>
    lib.cupedFrom(inArms({ c0: 4, c1: 0, c2: 0, c3: 9, c4: 3, c5: 9 }), {
      treatment: X,
      outcome: Y,
      adjustment: ['Z'],
      contrast: { from: 0, to: 1, ...more },
    }),
  'differenceInMeansFrom.contrast': (more) =>
    lib.differenceInMeansFrom(inArms({ c0: 4, c1: 0, c2: 9 }), {
      treatment: X,
      outcome: Y,
      contrast: { from: 0, to: 1, ...more },
    }),
  'estimateEffectFrom.contrast': (more) =>
    lib.estimateEffectFrom(answering({ k0: 1, c0: 10, c1: 0, c2: 0, c3: 9, c4: 3, c5: 9 }), {
      graph: arrow,
      treatment: X,
      outcome: Y,
      contrast: { from: 0, to: 1, ...more },
      estimator: lib.regressionAdjustment({ interactions: false, standardErrors: 'classical' }),
    }),
  ...picturedCalls,
  'layoutByGraphviz.roles': (more) => lib.layoutByGraphviz(graphviz, arrow, { roles: { treatment: X, ...more } }),
  'layoutGraph.positions': drawn(lib.layoutGraph),
  'layoutGraph.roles': pictured(lib.layoutGraph, looks.roles!),
  'toDot.positions': drawn(lib.toDot),
  'toSvg.positions': drawn(lib.toSvg),
  'toTikz.positions': drawn(lib.toTikz),
  'transport.available': (more) =>
    lib.transport(arrow, { selection: X, do: X, outcome: Y, available: [{ domain: 'target', ...more }] }),
  'transport.selection': (more) =>
    lib.transport(arrow, { selection: [{ domain: 'here', nodes: [X], ...more }], do: X, outcome: Y }),
  'verifySearch.data': (more) =>
    lib.verifySearch(front, { query: { do: X, outcome: Y }, data: [{ do: X, ...more }] }, searched),
  'verifySearch.query': (more) =>
    lib.verifySearch(front, { query: { do: X, outcome: Y, ...more }, data: [{}] }, searched),
  'verifySearch.selection': (more) =>
    lib.verifySearch(
      front,
      {
        query: { do: X, outcome: Y },
        data: [{ domain: 'target' }],
        selection: [{ domain: 'here', nodes: [X], ...more }],
      },
      searched,
    ),
  'lpcmci.knowledge': (more) =>
    lib.lpcmci(lib.laggedSeparation(lib.laggedGraph('X[t-1] -> Y')), { knowledge: { required: [], ...more } } as never),
  'varLingam.prior': (more) =>
    lib.varLingam(lib.series(lib.table({ X: domains.X, Y: domains.Y })), {
      maxLag: 1,
      prior: { paths: [[X, Y]], ...more },
    }),
}

describe('options', () => {
  let parameters: RecordParameter[] = []
  let nested: string[] = []
  beforeAll(() => {
    ;({ parameters, nested } = recordParameters())
  }, 120_000)

  it('are found', () => expect(parameters.length).toBeGreaterThan(100))

  it('are checked against the keys that their type declares', () => {
    const wrong = parameters
      .filter(({ name }) => otherwise[name] === undefined)
      .filter(({ type, checked }) => checked === null || checked.join() !== type.join())
      .map(({ name, type, checked }) => `${name}: the type has ${type}, checkOptions ${checked ?? 'is not called'}`)
    expect(wrong).toEqual([])
  })

  it('are records of records in the places that are tried', () => {
    expect(nested).toEqual(Object.keys(nestedCalls).sort())
  })

  it.each(Object.keys(nestedCalls))('%s refuses a key that it does not know', async (path) => {
    await nestedCalls[path]!({})
    const error: unknown = await Promise.resolve()
      .then(() => nestedCalls[path]!({ unknwon: 1 }))
      .then(
        () => undefined,
        (caught) => caught,
      )
    expectCausalError(
      () => {
        throw error
      },
      path.split('.')[0]!,
      'unknown-option',
    )
  })
})
