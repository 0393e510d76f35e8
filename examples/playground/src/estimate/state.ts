import { rows } from '../rows'
import { keep, kept, now } from '../work'
import { taskOf } from '../worker/task'
import type { Asked } from './jobs'
import { firstSettings, isSettings, type Settings } from './settings'

export const estimating = taskOf('estimate')
export const refuting = taskOf('refute')

export const settings = (): Settings => kept('estimate', isSettings, firstSettings)
export const set = (parts: Partial<Settings>): void => keep('estimate', { ...settings(), ...parts })

/** The question of the work, with the rows; undefined without rows. */
export function asked(): Asked | undefined {
  const shown = rows.value
  if (shown === undefined || shown.table.columns.length === 0) return undefined
  const { text, treatment, outcome, latents, adjusted } = now
  const { useAdjusted, confidence } = settings()
  return {
    table: shown.table,
    text,
    treatment,
    outcome,
    latents,
    confidence,
    adjustment: useAdjusted ? adjusted : undefined,
  }
}
