/** A drawing of the library as this page shows it: dark where the page is, and light on paper always. */
export function drawing(svg: string): string {
  return svg.replace('@media (prefers-color-scheme:dark)', '@media screen and (prefers-color-scheme:dark)')
}
