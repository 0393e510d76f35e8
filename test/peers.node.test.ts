import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { worlds } from '../docs/peers/worlds.mjs'
import * as library from '../src/everything.js'
import { peerAnswers } from './support/peer-answers.js'

// What other libraries answered to the same questions on the same data (docs/peers), against ours. An answer without a line
// in `apart` agrees to a millionth.

interface Recorded {
  readonly version: string
  readonly answers: Readonly<Record<string, unknown>>
  readonly published?: Readonly<Record<string, unknown>>
}
const recorded = (peer: string): Recorded => JSON.parse(readFileSync(`docs/peers/${peer}.json`, 'utf8')) as Recorded

/** Answers that need not agree: how far they may be apart, and at least are where the methods differ, and why. */
const apart: Readonly<Record<string, readonly [most: number, least: number, why: string]>> = {
  'dowhy.weightingPenalized': [0.05, 0.01, 'a penalized propensity model'],
  'dowhy.weightingSecondCall': [0.05, 0.01, 'the penalized scores are kept in the table of the first call'],
  'dowhy.weighting-ate': [1e-5, 0, 'their propensity model stops at a tolerance'],
  'dowhy.weighting-att': [1e-5, 0, 'the same'],
  'dowhy.weighting-atc': [1e-5, 0, 'the same'],
  'dowhy.placebo': [0.08, 0, 'two averages of 100 shuffles, each of standard deviation 0.2'],
  'dowhy.randomCommonCause': [0.01, 0, 'averages of 100 random covariates'],
  'dowhy.intervened': [0.02, 0, 'theirs is an average of draws'],
  'econml.partiallyLinearError': [1e-3, 1e-5, 'theirs counts the degrees of freedom of the last regression'],
  'econml.interactive': [0.01, 1e-4, 'one regression with the treatment as a feature, here one for each arm'],
  'econml.interactiveError': [1e-3, 0, 'the same'],
  'econml.forestAte': [0.06, 1e-4, 'forests of other trees'],
  'causal-learn.kci': [0.03, 1e-4, 'other widths of kernels'],
  'tigramite.total': [0.005, 1e-4, 'other first rows are left out'],
  'tigramite.path': [0.005, 1e-4, 'the same'],
  'matchit.nearest': [0.2, 0.05, 'half of its matches are not the nearest in 4.5.1; nearestByHand is'],
  'matchit.greedy': [0.01, 1e-4, 'distances of probabilities, here of their logits'],
  'matchit.before.1': [1e-3, 1e-5, 'they divide a share by √(p (1 − p)), here by the standard deviation with n − 1'],
  'matchit.subclass': [0.1, 0.01, 'strata cut at quantiles of the treated, here of all'],
  'r.fd': [0.5, 0.1, 'plm keeps a constant, a trend, among the differences; fdNoTrend does not'],
  'ports.fixedError': [1e-3, 1e-4, 'the constant counts as one more coefficient'],
  'ports.twoWayError': [0.03, 0.01, 'effects of shops, nested in clusters, are not counted; here they are'],
  'ports.rd.bandwidth': [1e-6, 0, 'close enough'],
}
/** What only the peer was asked. */
const theirs = ['matchit.notNearest', 'matchit.greedyMatched', 'matchit.after', 'r.ivCovariates']

/** Compares the leaves of two answers; returns how many. */
function compare(ours: unknown, other: unknown, path: string): number {
  if (typeof other === 'object' && other !== null) {
    expect(Object.keys(ours as object).sort(), path).toEqual(Object.keys(other).sort())
    let leaves = 0
    for (const [key, value] of Object.entries(other))
      leaves += compare((ours as Record<string, unknown>)[key], value, `${path}.${key}`)
    return leaves
  }
  if (typeof other !== 'number') {
    expect(ours, path).toBe(other)
    return 1
  }
  const [most, least] = apart[path] ?? [1e-6, 0]
  const distance = Math.abs((ours as number) - other)
  expect(distance, `${path}: ${ours} and ${other}`).toBeLessThanOrEqual(most)
  expect(distance, `${path}: ${ours} and ${other}`).toBeGreaterThanOrEqual(least)
  return 1
}

describe('the data that the peers read', () => {
  for (const [name, draw] of Object.entries(worlds))
    it(`${name} is what the library draws`, () => {
      const text = library.toCsv(draw(library) as library.Table)
      expect(readFileSync(`docs/peers/data/${name}.csv`, 'utf8')).toBe(text)
      expect(text.length).toBeLessThan(30_000)
    })
})

const peers = readdirSync('docs/peers')
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''))
const answersOf = new Map<string, Record<string, unknown>>()
const oursOf = (peer: string): Record<string, unknown> => {
  const known = answersOf.get(peer) ?? peerAnswers[peer]!()
  answersOf.set(peer, known)
  return known
}

describe('answers', () => {
  it('are recorded for every peer that has a script', () => {
    const scripts = readdirSync('docs/peers').flatMap((file) => /^(.+)\.(?:py|R)$/.exec(file)?.[1] ?? [])
    expect(peers.sort()).toEqual(scripts.sort())
    expect(Object.keys(peerAnswers).sort()).toEqual(peers.sort())
  })
  for (const peer of peers) {
    const { answers, published } = recorded(peer)
    const asked = Object.keys(answers).filter((key) => !theirs.includes(`${peer}.${key}`))
    it(`${peer}: each is answered here`, () => expect(Object.keys(oursOf(peer)).sort()).toEqual(asked.sort()))
    for (const key of asked)
      it(`${peer}.${key}`, () => expect(compare(oursOf(peer)[key], answers[key], `${peer}.${key}`)).toBeGreaterThan(0))
    for (const [key, value] of Object.entries(published ?? {}))
      if (key !== 'source') it(`${peer}.${key}, as published`, () => expect(oursOf(peer)[key]).toEqual(value))
  }
})

describe('figures of the pages', () => {
  const pages = readdirSync('docs/guides').filter((file) => file.startsWith('coming-from-'))
  const at = (value: unknown, path: readonly string[]): unknown =>
    path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], value)
  /** A figure agrees with a value to the digits that it shows. */
  const agrees = (shown: string, value: unknown): boolean => {
    const digits = /\.(\d+)/.exec(shown)?.[1]?.length ?? 0
    return (value as number).toFixed(digits).replace(/^-(?=0\.?0*$)/, '') === shown.replace('−', '-')
  }
  for (const page of pages)
    it(page, () => {
      // | what <!-- peer.answer --> | theirs | ours | why |
      const rows = [...readFileSync(`docs/guides/${page}`, 'utf8').matchAll(/<!-- (\S+) --> \| (.+?) \| (.+?) \|/g)]
      for (const [, path, other, own] of rows) {
        // a blank in a name of an answer is written _
        const [peer, ...rest] = path!.split('.').map((part) => part.replaceAll('_', ' '))
        expect(agrees(other!, at(recorded(peer!).answers, rest)), `${path}: ${other}`).toBe(true)
        if (own !== '–') expect(agrees(own!, at(oursOf(peer!), rest)), `${path}: ${own}`).toBe(true)
      }
      expect(rows.length).toBeGreaterThan(0)
    })
})
