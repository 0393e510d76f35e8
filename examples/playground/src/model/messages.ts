import type { ModelAnswers, ModelQuestion } from './answers'
import type { ModelSettings } from './settings'
import type { Structure } from './structure'
import type { WhatIfLine } from './what-if'

export type WorkerQuestion =
  | { readonly kind: 'model'; readonly question: ModelQuestion }
  | {
      readonly kind: 'row'
      readonly settings: ModelSettings
      readonly structure: Structure
      readonly row: Readonly<Record<string, number>>
    }

export type WorkerAnswer =
  | { readonly kind: 'model'; readonly answers: ModelAnswers }
  | { readonly kind: 'row'; readonly lines: readonly WhatIfLine[] }
  | { readonly kind: 'failed'; readonly message: string }
