import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type } from './load.mjs'

export const name =
  'estimate: an instrument and a front door find the truth, a graph that gives none says so, exported code says the same number'

/** Normal noise from a seed (mulberry32 and Box-Muller). */
function noiseFrom(seed) {
  let state = seed
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { uniform, normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()) }
}

const csvOf = (columns, rows) => [columns.join(','), ...rows.map((row) => row.join(','))].join('\n')
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
const covariance = (xs, ys) => {
  const [x, y] = [mean(xs), mean(ys)]
  return mean(xs.map((value, i) => (value - x) * (ys[i] - y)))
}

/** Schooling and wages with an ability that nobody measured; how near a college is moves schooling alone. */
function schooling(count) {
  const { uniform, normal } = noiseFrom(7)
  return Array.from({ length: count }, () => {
    const [near, ability] = [uniform() < 0.4 ? 1 : 0, normal()]
    const years = 11 + 1.2 * near + 1.1 * ability + 1.3 * normal()
    const wage = 4 + 0.9 * years + 1.6 * ability + normal()
    return [near, years.toFixed(3), wage.toFixed(3)]
  })
}

/** Smoking, tar and cancer: a gene moves the first and the last, and tar carries all that smoking does. */
function tar(count) {
  const { uniform } = noiseFrom(11)
  return Array.from({ length: count }, () => {
    const gene = uniform() < 0.5
    const smoking = uniform() < (gene ? 0.75 : 0.2)
    const deposits = uniform() < (smoking ? 0.85 : 0.15)
    const cancer = uniform() < 0.1 + 0.3 * Number(deposits) + 0.4 * Number(gene)
    return [smoking, deposits, cancer].map(Number)
  })
}

/** A treatment that age and severity lead to, and an outcome of all three. */
function treated(count) {
  const { uniform, normal } = noiseFrom(3)
  return Array.from({ length: count }, () => {
    const [age, severity] = [normal(), normal()]
    const drug = uniform() < 1 / (1 + Math.exp(-(0.5 * age + 0.8 * severity))) ? 1 : 0
    return [age.toFixed(4), severity.toFixed(4), drug, (1.5 * drug - age - 2 * severity + normal()).toFixed(4)]
  })
}

export async function run({ page, expect }) {
  const panel = page.locator('.estimate')
  const found = page.getByRole('region', { name: 'Estimates', exact: true })
  const open = (title) => page.locator('nav.tabs').getByRole('button', { name: title, exact: true }).click()
  const rows = async (file, csv) => {
    await open('Data')
    await page
      .locator('.data input[type=file]')
      .setInputFiles({ name: file, mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('heading', { name: new RegExp(file) }).waitFor({ timeout: 30_000 })
  }
  const ask = async (treatment, outcome, estimators) => {
    await open('Estimate')
    await panel.getByRole('combobox', { name: 'Treatment' }).selectOption(treatment)
    await panel.getByRole('combobox', { name: 'Outcome' }).selectOption(outcome)
    for (const box of await panel.locator('fieldset').getByRole('checkbox').all()) await box.setChecked(false)
    for (const label of estimators) await panel.getByRole('checkbox', { name: label }).check()
    const before = (await found.count()) > 0 ? await found.textContent() : ''
    await panel.getByRole('button', { name: 'Estimate', exact: true }).click()
    await page.waitForFunction(
      (old) => {
        const now = document.querySelector('section[aria-label="Estimates"]')?.textContent
        return now !== undefined && now !== old
      },
      before,
      { timeout: 60_000 },
    )
  }
  /** The effect and its interval in a row of the table. */
  const said = async (label) => {
    const texts = await found.getByRole('row').filter({ hasText: label }).locator('td').allTextContents()
    const cells = texts.map((text) => text.replaceAll('−', '-'))
    expect(cells.length > 1, `${label} gave no row: ${await found.textContent()}`)
    return { effect: Number(cells[0]), interval: cells[1].split(' to ').map(Number) }
  }

  // an instrument
  const wages = schooling(3000)
  await type(page, 'college -> schooling -> wage\nschooling <-> wage')
  await rows('wages.csv', csvOf(['college', 'schooling', 'wage'], wages))
  await ask('schooling', 'wage', [/Two-stage/, /Regression adjustment/, /Front door/])
  const [near, years, wage] = [0, 1, 2].map((k) => wages.map((row) => Number(row[k])))
  const wald = covariance(near, wage) / covariance(near, years)
  const iv = await said('Two-stage')
  expect(Math.abs(iv.effect - wald) < 1e-3, `two-stage least squares says ${iv.effect}, and the ratio is ${wald}`)
  expect(iv.interval[0] < 0.9 && 0.9 < iv.interval[1], `the interval ${iv.interval} does not hold the truth, 0.9`)
  expect(
    (await found.textContent()).includes('does not identify the effect'),
    'it is not said that the graph alone gives no effect',
  )
  expect((await found.locator('.refused').count()) === 2, 'adjustment and front door are not refused')
  await found
    .getByRole('img', { name: /Forest plot/ })
    .locator('svg')
    .waitFor({ timeout: 60_000 })
  await found.getByRole('button', { name: 'See why in the Identify panel' }).click()
  await page.locator('section.work').getByText('Not identifiable').first().waitFor()

  // a front door
  const lungs = tar(4000)
  await type(page, 'smoking -> tar -> cancer\nsmoking <-> cancer')
  await rows('lungs.csv', csvOf(['smoking', 'tar', 'cancer'], lungs))
  await ask('smoking', 'cancer', [/Front door/])
  const share = (of, where) => {
    const kept = lungs.filter(where)
    return kept.filter(of).length / kept.length
  }
  const after = (x) =>
    [0, 1]
      .map((m) => {
        const carried = share(
          (row) => row[1] === m,
          (row) => row[0] === x,
        )
        const inner = [0, 1].map((seen) => {
          const cancer = share(
            (row) => row[2] === 1,
            (row) => row[0] === seen && row[1] === m,
          )
          return (
            cancer *
            share(
              (row) => row[0] === seen,
              () => true,
            )
          )
        })
        return carried * (inner[0] + inner[1])
      })
      .reduce((sum, part) => sum + part, 0)
  const door = await said('Front door')
  const formula = after(1) - after(0)
  expect(Math.abs(door.effect - formula) < 1e-3, `front door says ${door.effect}, and its formula ${formula}`)
  expect(door.interval[0] < 0.21 && 0.21 < door.interval[1], `the interval ${door.interval} misses the truth, 0.21`)

  // no way at all
  await type(page, 'smoking -> cancer\nsmoking <-> cancer\ntar -> cancer')
  await ask('smoking', 'cancer', [/Regression adjustment/, /Weighting/, /Two-stage/, /Front door/])
  expect((await found.locator('.refused').count()) === 4, 'an estimate is given where the graph gives none')
  expect((await found.textContent()).includes('does not identify the effect'), 'it is not said why')
  expect((await found.locator('svg').count()) === 0, 'a plot of nothing is shown')

  // the program that is exported says what the page says
  const csv = csvOf(['age', 'severity', 'drug', 'days'], treated(800))
  await type(page, 'age -> drug -> days\nage -> days\nseverity -> drug\nseverity -> days')
  await rows('trial.csv', csv)
  await ask('drug', 'days', [/AIPW/])
  const shown = await said('Doubly robust')
  await page.getByRole('button', { name: 'Save and open' }).click()
  await page.locator('.items').getByRole('button', { name: /^Code/ }).click()
  const code = await page.getByRole('dialog').getByRole('textbox').inputValue()
  await page.keyboard.press('Escape')
  const folder = mkdtempSync(join(tmpdir(), 'causalkit-program-'))
  try {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(resolve(import.meta.dirname, '../../..'), join(folder, 'node_modules/causalkit'))
    writeFileSync(join(folder, 'effect.mjs'), code)
    writeFileSync(join(folder, 'data.csv'), csv)
    const printed = execFileSync(process.execPath, ['effect.mjs', 'data.csv'], { cwd: folder, encoding: 'utf8' })
    const numbers = [...printed.matchAll(/-?\d+\.\d+/g)].map(([text]) => Number(text))
    expect(
      numbers.some((value) => Math.abs(value - shown.effect) < 6e-4),
      `the page says ${shown.effect}, the program: ${printed}`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
