import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { SqlRow } from '../../src/sql/index.js'

/** A PostgreSQL server of our own, on a socket in a temporary folder. */
export interface PostgresServer {
  /** Where its socket is, which others name as its host. */
  readonly folder: string
  readonly ask: (text: string, parameters?: readonly (string | number | null)[]) => Promise<readonly SqlRow[]>
  readonly stop: () => Promise<void>
}

/** Starts one; null where PostgreSQL is not installed. */
export async function postgresServer(): Promise<PostgresServer | null> {
  const bin = ['/usr/lib/postgresql/17/bin', '/usr/lib/postgresql/16/bin', '/usr/lib/postgresql/15/bin'].find(
    (folder) => existsSync(join(folder, 'initdb')),
  )
  if (bin === undefined) return null
  const folder = mkdtempSync(join(tmpdir(), 'causalkit-pg-'))
  const isRoot = process.getuid?.() === 0
  // the server refuses to run as root
  const run = (command: string): void => {
    const done = isRoot
      ? spawnSync('su', ['postgres', '-s', '/bin/sh', '-c', command], { encoding: 'utf8' })
      : spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`)
  }
  if (isRoot) spawnSync('chown', ['postgres', folder])
  run(`${bin}/initdb -D ${folder}/data -U causalkit -A trust -E UTF8 --no-sync`)
  run(
    `${bin}/pg_ctl -D ${folder}/data -w -l ${folder}/log -o "-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off" start`,
  )
  const client = new pg.Client({ host: folder, user: 'causalkit', database: 'postgres' })
  // a server that is stopped ends its connections; who asks is told
  client.on('error', () => undefined)
  await client.connect()
  let stopped = false
  return {
    folder,
    ask: async (text, parameters = []) => (await client.query(text, [...parameters])).rows as SqlRow[],
    stop: async () => {
      if (stopped) return
      stopped = true
      await client.end().catch(() => undefined)
      run(`${bin}/pg_ctl -D ${folder}/data -m immediate stop`)
      run(`rm -rf ${folder}/data`)
    },
  }
}
