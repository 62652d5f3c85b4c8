/** The colours of a page, on light and on dark pages. Text reaches a contrast of 4.5 : 1 and frames 3 : 1 (WCAG 2.2). */
const BASIC = {
  page: ['#f4f7fa', '#0e1520'],
  heading: ['#14202e', '#e6edf5'],
  soft: ['#4f5c6d', '#a3b0c1'],
  form: ['#ffffff', '#172130'],
  frame: ['#dbe3ec', '#2a384b'],
  input: ['#ffffff', '#0e1520'],
  'input-line': ['#7d8998', '#6b7a8f'],
  placeholder: ['#5f6b7a', '#94a3b5'],
  link: ['#0369a8', '#74bdf5'],
  'link-over': ['#024a77', '#a5d5fa'],
  'primary-text': ['#ffffff', '#0e1520'],
  'secondary-over': ['#eef5fb', '#1d2b3e'],
  wrong: ['#b3261e', '#ffb4ab'],
  'wrong-back': ['#fdf1f0', '#2b1614'],
  'wrong-line': ['#d0453c', '#e57a70'],
  right: ['#11682f', '#7fd99a'],
  'right-back': ['#effaf2', '#0f2617'],
  'right-line': ['#2f8a4e', '#3f9a5d'],
} as const satisfies Record<string, readonly [light: string, dark: string]>

/** Colours that are the same as another one unless an owner changes either. */
const ALIKE = {
  body: 'heading',
  label: 'heading',
  hint: 'soft',
  focus: 'link',
  primary: 'link',
  'primary-over': 'link-over',
  'primary-over-text': 'primary-text',
  'primary-on': 'link-over',
  'primary-on-text': 'primary-text',
  secondary: 'form',
  'secondary-line': 'input-line',
  'secondary-text': 'link',
  'secondary-over-line': 'link',
  'secondary-over-text': 'link-over',
  provider: 'form',
  'provider-line': 'input-line',
  'provider-text': 'heading',
  'provider-over': 'page',
  'provider-over-line': 'soft',
  'provider-over-text': 'heading',
  divider: 'frame',
  option: 'link',
  header: 'form',
  'header-line': 'frame',
  footer: 'form',
  'footer-line': 'frame',
} as const satisfies Record<string, keyof typeof BASIC>

/** Lengths, and where the form stands. */
const MEASURES = {
  'form-radius': '1rem',
  'input-radius': '.625rem',
  'button-radius': '.625rem',
  'alert-radius': '.625rem',
  gap: '1.125rem',
  across: 'center',
  down: 'center',
} as const

export type Colour = keyof typeof BASIC | keyof typeof ALIKE
export type Measure = keyof typeof MEASURES
export type Mode = 'light' | 'dark'

/** What an owner changed. */
export interface Variables {
  readonly light: Partial<Record<Colour, string>>
  readonly dark: Partial<Record<Colour, string>>
  readonly measures: Partial<Record<Measure, string>>
}

const COLOURS = [...Object.keys(BASIC), ...Object.keys(ALIKE)] as Colour[]

/** The colour of the product. */
export function colourOf(name: Colour, mode: Mode): string {
  const basic = name in ALIKE ? ALIKE[name as keyof typeof ALIKE] : (name as keyof typeof BASIC)
  return BASIC[basic][mode === 'light' ? 0 : 1]
}

/** The declarations of all variables, for pages of a colour scheme. */
export function declarations(changed: Variables, scheme: 'light' | 'dark' | 'light dark'): string {
  const measures = Object.entries({ ...MEASURES, ...changed.measures })
  const always = `:root{color-scheme:${scheme};${list(measures)}}`
  if (scheme !== 'light dark') return `${always}:root{${list(valuesOf(changed, scheme))}}`
  const light = valuesOf(changed, 'light')
  const dark = valuesOf(changed, 'dark').filter(
    ([name, value]) => !light.some((it) => it[0] === name && it[1] === value),
  )
  return `${always}:root{${list(light)}}@media(prefers-color-scheme:dark){:root{${list(dark)}}}`
}

type Declaration = readonly [name: string, value: string]

const list = (entries: readonly Declaration[]): string =>
  entries.map(([name, value]) => `--${name}:${value}`).join(';')

/** A colour that nothing changed refers to the one that it is like, which is shorter. */
function valuesOf(changed: Variables, mode: Mode): Declaration[] {
  return COLOURS.map((name) => {
    const own = changed[mode][name]
    if (own !== undefined) return [name, own]
    const like = ALIKE[name as keyof typeof ALIKE] as Colour | undefined
    const isAlike =
      like !== undefined && changed.light[like] === undefined && changed.dark[like] === undefined
    return [name, isAlike ? `var(--${like})` : colourOf(name, mode)]
  })
}
