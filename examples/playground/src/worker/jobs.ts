import { dataJobs } from '../data/jobs'
import { discoverJobs } from '../discover/jobs'
import { estimateJobs } from '../estimate/jobs'
import type { JobName, Jobs, Progress } from './protocol'

/** Every job, by its name. */
export const jobs: {
  readonly [J in JobName]: (
    input: Jobs[J]['input'],
    tell: (progress: Progress) => void,
  ) => Jobs[J]['output'] | Promise<Jobs[J]['output']>
} = { ...dataJobs, ...discoverJobs, ...estimateJobs }
