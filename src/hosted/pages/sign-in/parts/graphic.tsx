import type { Look, Subject } from '../look/look.ts'
import { Image } from './image.tsx'

/** Outlines on a square of 24, drawn with a pen of 1.75. */
const OUTLINES: Readonly<Record<Subject, string>> = {
  app: 'M8.5 2.5h7a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2zM9.5 12l2 2 3.5-4',
  email:
    'M4 5.5h16a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 17V7A1.5 1.5 0 0 1 4 5.5zM3 7l9 6.5L21 7',
  passkey:
    'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2.5 20.5c0-4 2.5-6 6.5-6 1 0 2 .1 2.8.4M17.5 16v5.5l1.5-1.5M17.5 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM17.5 19h1.5',
  password:
    'M6.5 10.5h11a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5zM8 10.5V7a4 4 0 0 1 8 0v3.5M12 14.5v2',
  sms: 'M4 4.5h16A1.5 1.5 0 0 1 21.5 6v9a1.5 1.5 0 0 1-1.5 1.5h-8L7 20.5v-4H4A1.5 1.5 0 0 1 2.5 15V6A1.5 1.5 0 0 1 4 4.5zM8 10.5h.01M12 10.5h.01M16 10.5h.01',
}

/** The owner's picture for what a page is about, or else ours. */
export function Graphic({ look, subject }: { readonly look: Look; readonly subject: Subject }) {
  const { shown, pictures } = look.graphics
  const own = pictures[subject]
  if (!shown) return null
  return own ? (
    <Image picture={own} name="graphic" />
  ) : (
    <div class="graphic">
      <Icon subject={subject} />
    </div>
  )
}

export function Icon({ subject }: { readonly subject: Subject }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={OUTLINES[subject]} />
    </svg>
  )
}
