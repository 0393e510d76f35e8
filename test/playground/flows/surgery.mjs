import { type } from './load.mjs'

export const name = 'surgery: before and after, graph and diagram, numbers, and kinds without it'

export async function run({ page, expect }) {
  await page.getByRole('button', { name: 'Surgery', exact: true }).click()
  const panel = page.locator('.surgery')
  await panel.getByText('Whoever sets “smoking”').waitFor()
  const seen = (k) => panel.locator('.both').nth(k).locator('.seen svg')
  expect((await seen(0).locator('g[data-edge]').count()) === 3, 'before, all edges are there')
  await panel.getByRole('button', { name: 'After', exact: true }).click()
  expect((await seen(0).locator('g[data-edge]').count()) === 2, 'after, the edge into the node is cut')
  const cutDiagram = await seen(1).innerHTML()
  await panel.getByRole('button', { name: 'Leave open for a value' }).click()
  await page.waitForTimeout(100)
  expect((await seen(1).innerHTML()) !== cutDiagram, 'cut and open look the same')
  const rows = await panel.locator('tbody tr').allTextContents()
  expect(rows.length === 3, `there are ${rows.length} rows of numbers`)
  const numbers = (row) => row.replace(/^\D*/, '')
  expect(
    numbers(rows[1]) === numbers(rows[2]),
    `surgery on data differs from surgery on the model: ${rows.join(' | ')}`,
  )
  await panel.getByLabel('Set the node').selectOption('tar')
  await panel.getByText('Whoever sets “tar”').waitFor()
  await panel.getByRole('button', { name: 'Play' }).click()
  await panel.getByRole('button', { name: 'Stop' }).click()

  await page.emulateMedia({ reducedMotion: 'reduce' })
  await panel.getByRole('button', { name: 'Before', exact: true }).click()
  expect(
    (await panel.getByRole('button', { name: 'Play' }).count()) === 0,
    'it plays for those who asked for less motion',
  )

  await type(page, 'pdag { A -- B }')
  await page.getByText('some of its edges may be arrows in either direction').waitFor()
  await type(page, 'A -> ')
  await page.getByText('mend it to go on').waitFor()
}
