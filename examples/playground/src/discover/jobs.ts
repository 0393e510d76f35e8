import type { Table } from 'causalkit/data'
import { amongRows } from './among-rows'
import type { Found } from './found'
import { overTime } from './over-time'
import type { Tell } from './rounds'
import type { Settings } from './settings'

export interface DiscoverJobs {
  readonly discover: {
    readonly input: { readonly table: Table; readonly settings: Settings }
    readonly output: Found
  }
}

export const discoverJobs = {
  discover({ table, settings }: DiscoverJobs['discover']['input'], tell: Tell): Found {
    return settings.method === 'pcmciPlus' ? overTime(table, settings, tell) : amongRows(table, settings, tell)
  },
}
