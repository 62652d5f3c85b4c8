import { ActionLink } from './form.tsx'
import type { Frame } from './frame.ts'

/** Back to the choice of factors. */
export function AnotherWay({ frame }: { readonly frame: Frame }) {
  return (
    <div class="redirect-customizable">
      <ActionLink frame={frame} action="another">
        {frame.texts.anotherWay}
      </ActionLink>
    </div>
  )
}
