/** What went wrong and how to go on, read out at once; with a button where the same can be tried again. */
export function Problem({ message, again }: { readonly message: string; readonly again?: () => void }) {
  return (
    <div class="problem" role="alert">
      {message}
      {again !== undefined && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  )
}
