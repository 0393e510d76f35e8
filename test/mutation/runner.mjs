// Runs test files again and again in one process, as run.mjs asks: a line of JSON in (the files), a line out (whether all
// passed). A child of its own, so that a mutant that never ends can be killed.
import { createInterface } from 'node:readline'
import { BaseSequencer, createVitest } from 'vitest/node'

/** Files in the order that was asked for: those likely to notice come first. */
class Asked extends BaseSequencer {
  async sort(specs) {
    return [...specs].sort((a, b) => asked.indexOf(a.moduleId) - asked.indexOf(b.moduleId))
  }
}
let asked = []
const vitest = await createVitest('test', {
  root: process.cwd(),
  config: false,
  include: ['test/**/*.test.ts'],
  setupFiles: ['test/mutation/switch.ts', 'test/support/setup.ts'],
  watch: false,
  bail: 1,
  reporters: [{}],
  maxWorkers: 1,
  isolate: false,
  testTimeout: 600_000,
  sequence: { sequencer: Asked },
})
const all = await vitest.globTestSpecifications()
for await (const line of createInterface({ input: process.stdin })) {
  asked = JSON.parse(line)
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    all.filter((spec) => asked.includes(spec.moduleId)),
  )
  const failed = testModules.filter((module) => !module.ok()).map((module) => module.moduleId)
  const milliseconds = testModules.map((module) => {
    const { collectDuration, duration } = module.diagnostic()
    return [module.moduleId, collectDuration + duration]
  })
  const errors = testModules.flatMap((module) => module.errors()).concat(unhandledErrors)
  console.log(
    JSON.stringify({
      passed: failed.length === 0 && errors.length === 0,
      failed,
      milliseconds: Object.fromEntries(milliseconds),
      errors: errors.map((e) => e.message),
    }),
  )
}
await vitest.close()
