import type { Subject } from '../look/look.ts'
import { Form } from './form.tsx'
import type { Frame } from './frame.ts'
import { Icon } from './graphic.tsx'

export interface Choice {
  /** What the form sends if this is chosen. */
  readonly value: string
  readonly label: string
  /** Such as where a code goes. */
  readonly detail?: string | undefined
  readonly subject?: Subject | undefined
}

/** Buttons one below the other, of which one is chosen; it is sent as the field `name`. */
export function ChoiceList({
  frame,
  name,
  choices,
  to,
}: {
  readonly frame: Frame
  readonly name: string
  readonly choices: readonly Choice[]
  readonly to?: string | undefined
}) {
  return (
    <Form frame={frame} to={to}>
      <ul class="list">
        {choices.map(({ value, label, detail, subject }) => (
          <li>
            <button type="submit" class="button" name={name} value={value}>
              {subject && <Icon subject={subject} />}
              <span>
                {label}
                {detail && <small>{detail}</small>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Form>
  )
}
