import { type, typed } from './load.mjs'

export const name = 'undo: roles, moves, the gallery and a graph that a panel put there go back step by step, and forth'

export async function run({ page, expect }) {
  const graph = page.locator('section.graph')
  const spot = (node) => graph.locator('.picture').getByRole('button', { name: new RegExp(`^${node}(,|$)`) })
  const undo = () => graph.getByRole('button', { name: 'Undo' }).click()
  const redo = () => graph.getByRole('button', { name: 'Redo' }).click()
  const desc = () => graph.locator('.picture svg desc').textContent()
  /** All that undo brings back, as the page shows it. */
  const state = async () => {
    // a move is drawn as a whole a little later
    await page.waitForTimeout(700)
    const places = await graph
      .locator('.picture .spot')
      .evaluateAll((spots) => spots.map((each) => [each.offsetLeft, each.offsetTop]))
    return JSON.stringify([await typed(page), await desc(), places])
  }
  const states = []
  const note = async () => states.push(await state())
  const steps = [
    async () => {
      await spot('dose').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
    },
    async () => {
      await spot('age').focus()
      await page.keyboard.press('Enter')
      await graph.locator('.node-form').getByRole('button', { name: 'hidden', exact: true }).click()
    },
    async () => {
      await graph.locator('.node-form').getByLabel('Name').fill('years')
      await graph.locator('.node-form').getByRole('button', { name: 'Rename' }).click()
    },
    async () => {
      await page.locator('.identify').getByLabel('Treatment').selectOption('cure')
    },
    async () => {
      await graph.getByRole('button', { name: 'Arrange anew' }).click()
    },
    async () => {
      await graph.getByLabel('New node').fill('dosage')
      await graph.getByRole('button', { name: 'Add node' }).click()
    },
  ]
  await type(page, 'age -> dose -> cure\nage -> cure')
  await page.locator('.identify').getByLabel('Treatment').selectOption('dose')
  await page.locator('.identify').getByLabel('Outcome').selectOption('cure')
  await page.waitForTimeout(1000)
  await note()
  for (const step of steps) {
    await step()
    await note()
    expect(states.at(-1) !== states.at(-2), `step ${states.length - 1} changed nothing`)
    // steps that follow each other closely may be one
    await page.waitForTimeout(1000)
  }
  for (let i = states.length - 2; i >= 0; i--) {
    await undo()
    const now = await state()
    expect(now === states[i], `undone to step ${i}: ${now} is not ${states[i]}`)
  }
  for (let i = 1; i < states.length; i++) {
    await redo()
    const now = await state()
    expect(now === states[i], `redone to step ${i}: ${now} is not ${states[i]}`)
  }

  // a graph of the gallery in place of it, and back
  await graph.getByLabel('Load a graph of the gallery').focus()
  await graph.locator('.tools option[value=mBiasGraph]').waitFor({ state: 'attached' })
  await graph.getByLabel('Load a graph of the gallery').selectOption('mBiasGraph')
  await spot('U1').waitFor()
  await undo()
  expect((await state()) === states.at(-1), 'the graph before that of the gallery is not back')

  // a text that cannot be read, taken back while it cannot
  await type(page, 'age -> ')
  await graph.getByRole('alert').waitFor()
  await undo()
  expect((await state()) === states.at(-1), 'the text before the faulty one is not back')
  expect((await graph.getByRole('alert').count()) === 0, 'the fault is still told')

  // what a panel puts there is a step too
  const panel = (title) => page.locator('nav.tabs').getByRole('button', { name: title, exact: true }).click()
  await panel('Data')
  await page.getByRole('button', { name: 'Kidney stones' }).click()
  await page.getByRole('button', { name: /Make the columns/ }).click()
  await spot('stone').waitFor()
  await undo()
  expect((await state()) === states.at(-1), 'the graph before the columns is not back')
}
