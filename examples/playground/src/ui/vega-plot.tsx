import type { VegaLiteSpecification } from 'causalkit/draw'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Problem } from './problem'

/** A plot, drawn without eval by Vega, which is loaded when the first plot is shown. Say the same in words or a table beside it. */
export function VegaPlot({ plot, label }: { readonly plot: VegaLiteSpecification; readonly label: string }) {
  const place = useRef<HTMLDivElement>(null)
  const [failed, setFailed] = useState('')
  useEffect(() => {
    let end = (): void => {}
    let over = false
    const draw = async (): Promise<void> => {
      const [{ parse, View }, { compile }, { expressionInterpreter }] = await Promise.all([
        import('vega'),
        import('vega-lite'),
        import('vega-interpreter'),
      ])
      if (over || place.current === null) return
      // the ink is that of the page, whichever its colours are, on the screen and on paper
      const ink = 'currentColor'
      const config = {
        background: 'transparent',
        axis: { labelColor: ink, titleColor: ink, tickColor: ink, domainColor: ink, gridColor: ink, gridOpacity: 0.15 },
        legend: { labelColor: ink, titleColor: ink, orient: 'bottom' as const },
        rule: { color: ink },
        view: { stroke: null },
      }
      const width = Math.max(140, Math.min(420, place.current.clientWidth - 190))
      const { spec } = compile({ ...plot, width, config } as never)
      const view = new View(parse(spec, undefined, { ast: true }), {
        renderer: 'svg',
        container: place.current,
        expr: expressionInterpreter,
      } as never)
      end = () => view.finalize()
      await view.runAsync()
    }
    draw().catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)))
    return () => {
      over = true
      end()
    }
  }, [plot])
  return (
    <>
      <div class="scroll" role="img" aria-label={label}>
        <div ref={place} aria-hidden="true" />
      </div>
      {failed === '' ? null : <Problem message={`The plot could not be drawn (${failed}). The table says the same.`} />}
    </>
  )
}
