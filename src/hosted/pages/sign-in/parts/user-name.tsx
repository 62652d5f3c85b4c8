import { fill, type Texts } from '../../../languages/texts.ts'
import { PHONE } from './attribute-fields.tsx'
import { Field } from './field.tsx'
import { addressOf, type Frame } from './frame.ts'

/** What users of the pool sign in with. */
export type NameKind = 'username' | 'email' | 'phoneNumber' | 'emailOrPhone'

/** The field for the name of the user. AWS: it is called `username`, whatever users sign in with. */
export function UsernameField({
  texts,
  kind,
  value,
  id,
  fault,
}: {
  readonly texts: Texts
  readonly kind: NameKind
  readonly value: string
  readonly id?: string | undefined
  readonly fault?: string | undefined
}) {
  const form = kind === 'phoneNumber' ? { ...PHONE, type: 'tel' as const } : {}
  return (
    <Field
      texts={texts}
      name="username"
      id={id}
      label={texts[kind]}
      value={value}
      fault={fault}
      type={kind === 'email' ? 'email' : 'text'}
      {...form}
      autocomplete="username"
    />
  )
}

/** Who signs in, with a way out for others; password managers read the hidden field. */
export function SigningIn({ frame, username }: { readonly frame: Frame; readonly username: string }) {
  const { texts } = frame
  return (
    <p class="textDescription-customizable">
      {fill(texts.signingInAs, { username })} <a href={addressOf(frame, '/login')}>{texts.notYou}</a>
      <input type="text" autocomplete="username" value={username} hidden readonly />
    </p>
  )
}
