import type { Texts } from '../../../languages/texts.ts'

export interface FieldProps {
  readonly texts: Texts
  readonly name: string
  /** If it is not made from the name. */
  readonly id?: string | undefined
  readonly label: string
  readonly type?: 'date' | 'email' | 'password' | 'tel' | 'text' | undefined
  readonly value?: string | undefined
  /** What the browser may fill in (HTML, "Autofill"). */
  readonly autocomplete?: string | undefined
  readonly inputmode?: 'numeric' | 'url' | undefined
  readonly placeholder?: string | undefined
  /** Why the value was not accepted. */
  readonly fault?: string | undefined
  readonly optional?: boolean | undefined
  readonly isCode?: boolean | undefined
}

/** A labelled field; its fault is read out with it. */
export function Field(props: FieldProps) {
  const { texts, name, id: given, label, type = 'text', fault, optional, isCode, ...rest } = props
  const made = `f-${name.replaceAll(/[^\w-]/g, '-')}`
  const id = given ?? made
  const isName = rest.autocomplete?.startsWith('username') ?? false
  return (
    <div class="field">
      <label class="label-customizable" for={id}>
        {label}
        {optional && <small> ({texts.optional})</small>}
      </label>
      <div class={type === 'password' ? 'secret' : undefined}>
        <input
          class={`inputField-customizable${isCode ? ' code' : ''}`}
          id={id}
          name={name}
          type={type}
          required={!optional}
          maxlength={2048}
          aria-invalid={fault === undefined ? undefined : 'true'}
          aria-describedby={fault === undefined ? undefined : `${made}-fault`}
          autocapitalize={isName ? 'none' : undefined}
          data-show={type === 'password' ? texts.showPassword : undefined}
          data-hide={type === 'password' ? texts.hidePassword : undefined}
          {...rest}
        />
      </div>
      {fault !== undefined && (
        <p class="fault" id={`${made}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

/** A field for a code from a message or an app. */
export function CodeField({ texts, name, id, fault }: Pick<FieldProps, 'texts' | 'name' | 'id' | 'fault'>) {
  return (
    <Field
      texts={texts}
      name={name}
      id={id}
      label={texts.code}
      autocomplete="one-time-code"
      inputmode="numeric"
      fault={fault}
      isCode
    />
  )
}
