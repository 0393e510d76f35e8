import { signal } from '@preact/signals'
import type { Table } from 'causalkit/data'

/** The rows that the Data panel reads and others offer: what they are called, the table, and where it came from. */
export const rows = signal<{ name: string; table: Table; source: string } | undefined>(undefined)
