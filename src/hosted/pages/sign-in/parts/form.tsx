import type { Child } from 'hono/jsx'
import { addressOf, csrfField, type Frame } from './frame.ts'

interface FormProps {
  readonly frame: Frame
  /** Another page's path; otherwise the form goes to its own page. */
  readonly to?: string | undefined
  readonly name?: string | undefined
  /** Marks the form for the script that runs a passkey. */
  readonly passkey?: { readonly kind: 'create' | 'get'; readonly options: string } | undefined
  readonly children?: Child
}

/** A form whose fields the server checks: browsers would word their complaints in their own language. */
export function Form({ frame, to = frame.path, name, passkey, children }: FormProps) {
  return (
    <form
      action={addressOf(frame, to)}
      method="post"
      name={name}
      novalidate
      data-passkey={passkey?.kind}
      data-options={passkey?.options}
    >
      <input type="hidden" name={csrfField(frame)} value={frame.csrf} />
      {children}
    </form>
  )
}

export function Submit({
  name,
  children,
}: {
  readonly name?: string | undefined
  readonly children?: Child
}) {
  return (
    <button type="submit" name={name} class="submitButton-customizable">
      {children}
    </button>
  )
}

/** A form of a single button that looks like a link, for what a page offers besides. */
export function ActionLink({
  frame,
  to,
  action,
  children,
}: {
  readonly frame: Frame
  readonly to?: string | undefined
  /** What the handler is asked for, in the field `action`. */
  readonly action: string
  readonly children?: Child
}) {
  return (
    <Form frame={frame} to={to}>
      <button type="submit" class="link" name="action" value={action}>
        {children}
      </button>
    </Form>
  )
}
