import { expect } from 'vitest'
import {
  gaussianKernel,
  type KciOptions,
  type Kernel,
  kci,
  linearKernel,
  polynomialKernel,
  table,
} from '../../src/index.js'
import { tested } from '../support/tested.js'
import { conformance, expectClose } from './harness.js'

interface Settings {
  readonly kernelX: string
  readonly kernelY: string
  readonly kernelZ?: string
  readonly est_width?: 'empirical' | 'median' | 'manual'
  readonly kwidthx?: number
  readonly kwidthy?: number
  readonly kwidthz?: number
  readonly polyd?: number
  readonly null?: string
  readonly use_gp?: boolean
}
interface Answer {
  readonly settings: Settings
  readonly statistic?: number
  readonly p: number
  readonly untruncated?: { readonly p: number }
  readonly monteCarlo?: boolean
  readonly optimiserDependent?: boolean
}
interface Case {
  readonly id: string
  readonly columns: readonly (readonly number[])[]
  readonly S: readonly number[]
  readonly unconditional: readonly Answer[]
  readonly conditional: readonly Answer[]
}

function kernelOf(name: string, settings: Settings, width: number | undefined): Kernel {
  if (name === 'Linear') return linearKernel()
  if (name === 'Polynomial') return polynomialKernel({ degree: settings.polyd ?? 2 })
  const rule = settings.est_width ?? 'empirical'
  return gaussianKernel({ width: rule === 'manual' ? width! : rule })
}

function optionsOf(settings: Settings): KciOptions {
  return {
    parity: 'causal-learn',
    kernel: {
      x: kernelOf(settings.kernelX, settings, settings.kwidthx),
      y: kernelOf(settings.kernelY, settings, settings.kwidthy),
      given: kernelOf(settings.kernelZ ?? 'Gaussian', settings, settings.kwidthz),
    },
    null: settings.null?.startsWith('spectral') ? 'spectral' : 'gamma',
    draws: 20_000,
    bandwidth: settings.use_gp ? 'gaussian-process' : 'rule',
  }
}

function check(data: Case, answers: readonly Answer[], given: readonly string[]): void {
  const columns = table(Object.fromEntries(data.columns.map((values, i) => [`v${i}`, Float64Array.from(values)])))
  for (const answer of answers) {
    const found = tested(kci(columns, optionsOf(answer.settings))('v0', 'v1', given))
    const what = JSON.stringify(answer.settings)
    if (answer.optimiserDependent) {
      expectClose(found.pValue, answer.p, 0.15, 0, what)
      expect(found.pValue < 0.01, `${what}: on the same side of 0.01 as ${answer.p}, got ${found.pValue}`).toBe(
        answer.p < 0.01,
      )
    } else if (answer.monteCarlo) expectClose(found.pValue, answer.p, 0.02, 0, what)
    else {
      expectClose(found.statistic, answer.statistic ?? Number.NaN, 0, 1e-6, `${what} statistic`)
      const near = [answer.p, answer.untruncated?.p ?? answer.p].map((p) => Math.abs(found.pValue - p))
      expectClose(Math.min(...near), 0, 1e-5, 0, `${what} p`)
    }
  }
}

conformance<Case, { readonly cases: readonly Case[] }>(
  'discovery/ci_kci',
  'discovery/ci_kci.json',
  (document) => document.cases,
  (item) => {
    check(item, item.unconditional, [])
    check(
      item,
      item.conditional,
      item.S.map((i) => `v${i}`),
    )
  },
)
