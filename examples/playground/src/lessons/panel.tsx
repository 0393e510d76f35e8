/** The panel lessons. */
export default function Panel() {
  return <p class="quiet">Not here yet.</p>
}
