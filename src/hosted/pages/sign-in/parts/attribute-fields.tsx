import type { StandardAttributeName } from '../../../languages/standard-attribute-name.ts'
import type { Texts } from '../../../languages/texts.ts'
import { Field, type FieldProps } from './field.tsx'

/** An attribute that a form asks for. */
export interface AskedAttribute {
  /** As the pool calls it: `email`, `custom:size`. */
  readonly name: string
  readonly kind: 'boolean' | 'date' | 'number' | 'text'
  readonly value?: string | undefined
  readonly optional?: boolean | undefined
  readonly fault?: string | undefined
}

/** The field of a form that has an attribute (AWS: the pages call it so). */
export const attributeField = (name: string): string => `requiredAttributes[${name}]`

/** AWS: numbers begin with a plus and the code of the country. */
export const PHONE: Partial<FieldProps> = { type: 'tel', autocomplete: 'tel', placeholder: '+14325551212' }

const FORMS: Partial<Record<StandardAttributeName, Partial<FieldProps>>> = {
  address: { autocomplete: 'street-address' },
  birthdate: { type: 'date', autocomplete: 'bday' },
  email: { type: 'email', autocomplete: 'email' },
  family_name: { autocomplete: 'family-name' },
  gender: { autocomplete: 'sex' },
  given_name: { autocomplete: 'given-name' },
  locale: { autocomplete: 'language' },
  middle_name: { autocomplete: 'additional-name' },
  name: { autocomplete: 'name' },
  nickname: { autocomplete: 'nickname' },
  phone_number: PHONE,
  picture: { inputmode: 'url', autocomplete: 'photo' },
  preferred_username: {},
  profile: { inputmode: 'url' },
  updated_at: { inputmode: 'numeric' },
  website: { inputmode: 'url', autocomplete: 'url' },
}

export function AttributeFields({
  texts,
  attributes,
}: {
  readonly texts: Texts
  readonly attributes: readonly AskedAttribute[]
}) {
  return (
    <>
      {attributes.map((attribute) =>
        attribute.kind === 'boolean' ? (
          <Tick texts={texts} attribute={attribute} />
        ) : (
          <Field
            texts={texts}
            name={attributeField(attribute.name)}
            label={attributeLabel(texts, attribute.name)}
            value={attribute.value}
            fault={attribute.fault}
            optional={attribute.optional}
            {...formOf(attribute)}
          />
        ),
      )}
    </>
  )
}

/** A box to tick: it says `true`, and nothing if it isn't ticked. */
function Tick({ texts, attribute }: { readonly texts: Texts; readonly attribute: AskedAttribute }) {
  const id = `f-${attribute.name.replaceAll(/[^\w-]/g, '-')}`
  return (
    <div class="field tick">
      <input
        type="checkbox"
        id={id}
        name={attributeField(attribute.name)}
        value="true"
        checked={attribute.value === 'true'}
      />
      <label class="label-customizable" for={id}>
        {attributeLabel(texts, attribute.name)}
      </label>
    </div>
  )
}

function formOf({ name, kind }: AskedAttribute): Partial<FieldProps> {
  if (isStandard(name)) return FORMS[name] ?? {}
  if (kind === 'number') return { inputmode: 'numeric' }
  return kind === 'date' ? { type: 'date' } : {}
}

/** Of the pool's own attributes only the name is known: `custom:shirt_size` reads "Shirt size". */
export function attributeLabel(texts: Texts, name: string): string {
  if (isStandard(name, texts)) return texts.attributes[name]
  const words = name
    .replace(/^(?:dev:)?custom:/, '')
    .split(/[_-]/)
    .filter((word) => word !== '')
    .join(' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function isStandard(name: string, texts?: Texts): name is StandardAttributeName {
  return Object.hasOwn(texts?.attributes ?? FORMS, name)
}
