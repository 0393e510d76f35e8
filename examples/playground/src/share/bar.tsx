/** Sharing and exporting. */
export function ShareBar() {
  return <div class="share" />
}
