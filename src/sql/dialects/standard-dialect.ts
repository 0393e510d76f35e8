import type { Dialect } from '../types.js'

/** A dialect from what it does otherwise than most. */
export function standardDialect(own: Partial<Dialect> & Pick<Dialect, 'name'>): Dialect {
  const double = own.double ?? 'DOUBLE'
  const text = own.text ?? 'CAST({x} AS VARCHAR)'
  return Object.freeze({
    quote: '"',
    quoteInside: 'doubled',
    double,
    number: `CAST({x} AS ${double})`,
    integer: 'CAST({x} AS BIGINT)',
    text,
    modulo: '({a} % {b})',
    numberParameter: `CAST(? AS ${double})`,
    textParameter: text.replace('{x}', '?'),
    factor: '{x}',
    // NaN = NaN is true in some engines, x - x = 0 in none
    finite: '{x} - {x} = 0',
    fence: '',
    maxColumns: 1000,
    ...own,
  })
}
