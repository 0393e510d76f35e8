export const name = 'estimate: several estimators, plots, refuters, refusals'

export async function run({ page, base, expect }) {
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  await page.getByRole('button', { name: 'Kidney stones' }).click()
  await page.getByRole('heading', { name: /kidney stones: 700 rows/ }).waitFor({ timeout: 30_000 })
  await page.getByRole('button', { name: /Make the columns/ }).click()

  // the treatment of the first work is no column: another one takes its place, and that is told
  await page.getByText(/“smoking” is no longer in the graph: the treatment is now/).waitFor()
  await page.getByRole('button', { name: 'Estimate', exact: true }).first().click()
  const panel = page.locator('.estimate')
  await panel.waitFor()
  const estimate = panel.getByRole('button', { name: 'Estimate', exact: true })

  await panel.getByRole('combobox', { name: 'Treatment' }).selectOption('treatment')
  await panel.getByRole('combobox', { name: 'Outcome' }).selectOption('recovered')
  // the graph of the case: found by a search whose direction is told, and put in place of the bare nodes
  await page.getByRole('button', { name: 'Discover', exact: true }).click()
  await page.getByText('What is known beforehand').click()
  await page.getByLabel(/Required edges/).fill('stone -> treatment\nstone -> recovered\ntreatment -> recovered')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('button', { name: 'Use this graph' }).click({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Estimate', exact: true }).first().click()
  await panel.getByLabel(/Matching/).check()
  await panel.getByLabel(/Targeted/).check()
  await panel.getByLabel(/Two-stage/).check()
  await panel.getByLabel(/Front door/).check()
  await estimate.click()
  const found = page.getByRole('region', { name: 'Estimates', exact: true })
  await found.waitFor({ timeout: 60_000 })
  const row = found.getByRole('row').filter({ hasText: 'Regression adjustment' })
  expect(
    /-?0\.0536|0\.05367/.test(await row.textContent()),
    `regression adjustment gives 0.0537, got ${await row.textContent()}`,
  )
  expect(
    (await found.locator('.refused').count()) === 2,
    'estimators that need an instrument or mediators refuse in a sentence',
  )
  for (const label of [/Forest plot/, /Love plot/, /Overlap of/])
    await found.getByRole('img', { name: label }).locator('svg').waitFor({ timeout: 60_000 })
  expect(/E-value/.test(await found.textContent()), 'the sensitivity to hidden causes is told')

  await found.getByRole('button', { name: 'Refute' }).click()
  await found.getByText(/Placebo treatment: /).waitFor({ timeout: 90_000 })
  expect((await found.getByText(/not refuted/).count()) >= 2, 'the refuters leave the effect standing')
  expect((await page.locator('.estimate [role=alert]').count()) === 0, 'nothing went wrong')
  expect(page.url().startsWith(base.slice(0, 12)), 'the page is still the same')
}
