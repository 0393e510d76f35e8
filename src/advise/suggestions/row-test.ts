import type { CallArgument, SuggestedCall } from '../calls/call-types.js'
import { call, use } from '../calls/make-call.js'
import type { Way } from './make-suggestion.js'
import type { Profile } from './profile.js'
import type { references } from './references.js'

/** Beyond so many rows PC with random features is quicker than with kernels (`npm run bench -- advice`). */
export const KERNEL_ROWS = 1500

interface RowTest {
  readonly name: string
  readonly call: SuggestedCall
  readonly ways: readonly Way[]
}

/** The name of the test of conditional independence for columns like these. */
export function testName({ holds, bent, heavy, n }: Profile): keyof typeof references {
  if (holds === 'states') return 'gSquare'
  if (holds === 'both') return 'conditionalGaussian'
  if (bent) return n <= KERNEL_ROWS ? 'kci' : 'rcit'
  return heavy ? 'rankCorrelation' : 'fisherZ'
}

const scopes: Readonly<Record<string, readonly [reason: string, assumes: string]>> = {
  gSquare: [
    'all columns hold states.',
    'Enough rows in the combinations of states; where not, it says that it did not test.',
  ],
  conditionalGaussian: ['numbers stand beside states.', 'Numbers act along lines or squares; spreads may differ.'],
  kci: ['a bend, or a spread that changes, was found.', 'Smooth relations; 300 rows where three numbers are given.'],
  rcit: [
    'a bend, or a spread that changes, was found, and rows are too many for full kernels.',
    'Smooth relations; 300 rows for each number given.',
  ],
  rankCorrelation: ['heavy tails were found.', 'Each pair is linear after an increasing change of each column.'],
  fisherZ: [
    'numbers without a bend that was found.',
    'Linear relations, and noise whose spread no column given changes.',
  ],
}

/** The test made of a table, test-wise where values are missing. */
export function rowTest(profile: Profile, data: CallArgument): RowTest {
  const name = testName(profile)
  const made = profile.missing ? call('missingDataDeletion', data, use(name)) : call(name, data)
  const [reason, assumes] = scopes[name]!
  const gaps = profile.missing ? ' Each test takes the rows in which its columns are there.' : ''
  const way: Way = {
    method: profile.missing ? `${name} on the rows of each question` : name,
    call: made,
    reason: reason + gaps,
    assumes: `${assumes} Rows are independent.`,
    reference: name,
  }
  return { name, call: made, ways: [way] }
}
