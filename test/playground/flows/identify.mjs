import { type } from './load.mjs'

export const name = 'identify: the formula and its proof, the hedge and what would help, sets, given, selection'

export async function run({ page, expect }) {
  const part = (which) => page.locator(`[data-part="${which}"]`)
  const said = async (which, word) => {
    const text = part(which).filter({ hasText: word })
    await text
      .first()
      .waitFor({ timeout: 20_000 })
      .catch(() => {})
    const found = (await part(which).count()) > 0 ? await part(which).textContent() : 'nothing'
    expect(found.includes(word), `${which} does not say “${word}”: ${found}`)
  }
  await page.getByRole('button', { name: 'Identify', exact: true }).click()
  await said('effect', 'front door')
  await part('effect').locator('math').waitFor()

  // the proof, a step at a time and whole
  await said('proof', 'Step 1 of')
  const steps = Number(/of (\d+)/.exec(await part('proof').textContent())[1])
  for (let i = 1; i < steps; i++) await part('proof').getByRole('button', { name: 'Next' }).click()
  await said('proof', 'Put together')
  await part('proof').getByRole('button', { name: 'All steps' }).click()
  expect((await part('proof').locator('ol > li').count()) === steps, 'not all steps are shown')
  expect((await part('proof').locator('svg').count()) > 0, 'no condition is drawn')

  // sets: the open path in red, a set taken over
  await type(page, 'Z -> X -> Y\nZ -> W -> Y\nX -> S')
  await page.locator('.identify').getByLabel('Treatment').selectOption('X')
  await page.locator('.identify').getByLabel('Outcome').selectOption('Y')
  await said('chosen', 'X ← Z → W → Y')
  await part('chosen').getByRole('button', { name: 'Show it in the picture' }).click()
  const red = page.locator('.picture svg g.accent[data-edge]')
  await red.first().waitFor({ state: 'attached' })
  expect((await red.count()) === 3, `${await red.count()} edges are red, not the three of the path`)
  await part('sets').getByRole('button', { name: 'Adjust for W' }).first().click()
  await said('chosen', 'gives the effect')
  await said('independencies', '⊥')
  await page.locator('.identify').getByLabel('Given').selectOption('W')
  await page.getByRole('button', { name: 'No longer given W' }).click()

  // the hedge, and the way out
  await type(page, 'X -> Y\nX <-> Y')
  await said('effect', 'Not identifiable')
  await said('effect', 'What would help')
  await page.locator('.picture svg g.accent[data-node]').first().waitFor({ state: 'attached' })
  await said('proof', 'There is no proof')

  // hidden nodes and selection
  await type(page, 'dag { U [latent] s [selected] U -> X; U -> Y; X -> Y; Y -> s }')
  await said('effect', 'selected')
  await type(page, 'dag { U [latent] U -> X; U -> Y; X -> Y }')
  await said('effect', 'To measure “U”')

  // a large graph blocks nothing
  const lines = Array.from({ length: 60 }, (_, i) =>
    [1, 2, 5].filter((k) => i + k < 60).map((k) => `v${i} -> v${i + k}`),
  )
  await type(page, `${lines.flat().join('\n')}\nv3 <-> v50\nv10 <-> v40`)
  await page.locator('.identify').getByLabel('Treatment').selectOption('v10')
  await page.locator('.identify').getByLabel('Outcome').selectOption('v50')
  await said('effect', 'dentifiable')
  const late = await page.evaluate(
    () =>
      new Promise((done) => {
        const start = performance.now()
        setTimeout(() => done(performance.now() - start), 0)
      }),
  )
  expect(late < 1000, `the page answers after ${late} ms`)

  // kinds of graphs that have no single answer say so
  await type(page, 'pdag { X -- Y }')
  await said('proof', 'class of graphs')
}
