import { noneReplaced } from '../ui/put-back'
import { keep, kept } from '../work'
import { taskOf } from '../worker/task'
import { firstSettings, isSettings, type Settings } from './settings'

export const discovering = taskOf('discover')
/** What the graph was before a found one took its place. */
export const before = noneReplaced()

export const settings = (): Settings => ({ ...firstSettings, ...kept('discover', isSettings, {}) })
export const set = (parts: Partial<Settings>): void => keep('discover', { ...settings(), ...parts })
