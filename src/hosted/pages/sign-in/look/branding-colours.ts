import type { Colour, Measure, Variables } from './variables.ts'

/** The document of a managed login branding, or a part of it. */
export type Settings = { readonly [member: string]: unknown }

/** The setting of each colour; `*` stands for `lightMode` and `darkMode`. */
const SETTINGS: Readonly<Record<Colour, string>> = {
  page: 'components.pageBackground.*.color',
  heading: 'components.pageText.*.headingColor',
  body: 'components.pageText.*.bodyColor',
  soft: 'components.pageText.*.descriptionColor',
  form: 'components.form.*.backgroundColor',
  frame: 'components.form.*.borderColor',
  label: 'componentClasses.inputLabel.*.textColor',
  hint: 'componentClasses.inputDescription.*.textColor',
  input: 'componentClasses.input.*.defaults.backgroundColor',
  'input-line': 'componentClasses.input.*.defaults.borderColor',
  placeholder: 'componentClasses.input.*.placeholderColor',
  focus: 'componentClasses.focusState.*.borderColor',
  link: 'componentClasses.link.*.defaults.textColor',
  'link-over': 'componentClasses.link.*.hover.textColor',
  primary: 'components.primaryButton.*.defaults.backgroundColor',
  'primary-text': 'components.primaryButton.*.defaults.textColor',
  'primary-over': 'components.primaryButton.*.hover.backgroundColor',
  'primary-over-text': 'components.primaryButton.*.hover.textColor',
  'primary-on': 'components.primaryButton.*.active.backgroundColor',
  'primary-on-text': 'components.primaryButton.*.active.textColor',
  secondary: 'components.secondaryButton.*.defaults.backgroundColor',
  'secondary-line': 'components.secondaryButton.*.defaults.borderColor',
  'secondary-text': 'components.secondaryButton.*.defaults.textColor',
  'secondary-over': 'components.secondaryButton.*.hover.backgroundColor',
  'secondary-over-line': 'components.secondaryButton.*.hover.borderColor',
  'secondary-over-text': 'components.secondaryButton.*.hover.textColor',
  provider: 'components.idpButton.standard.*.defaults.backgroundColor',
  'provider-line': 'components.idpButton.standard.*.defaults.borderColor',
  'provider-text': 'components.idpButton.standard.*.defaults.textColor',
  'provider-over': 'components.idpButton.standard.*.hover.backgroundColor',
  'provider-over-line': 'components.idpButton.standard.*.hover.borderColor',
  'provider-over-text': 'components.idpButton.standard.*.hover.textColor',
  divider: 'componentClasses.divider.*.borderColor',
  wrong: 'componentClasses.statusIndicator.*.error.indicatorColor',
  'wrong-back': 'components.alert.*.error.backgroundColor',
  'wrong-line': 'components.alert.*.error.borderColor',
  right: 'componentClasses.statusIndicator.*.success.indicatorColor',
  'right-back': 'componentClasses.statusIndicator.*.success.backgroundColor',
  'right-line': 'componentClasses.statusIndicator.*.success.borderColor',
  option: 'componentClasses.optionControls.*.selected.backgroundColor',
  header: 'components.pageHeader.*.background.color',
  'header-line': 'components.pageHeader.*.borderColor',
  footer: 'components.pageFooter.*.background.color',
  'footer-line': 'components.pageFooter.*.borderColor',
}

/** The setting of each radius, a number of pixels. */
const RADII: Partial<Record<Measure, string>> = {
  'form-radius': 'components.form.borderRadius',
  'input-radius': 'componentClasses.input.borderRadius',
  'button-radius': 'componentClasses.buttons.borderRadius',
  'alert-radius': 'components.alert.borderRadius',
}

const FLEX: Readonly<Record<string, string>> = { START: 'flex-start', CENTER: 'center', END: 'flex-end' }

/** What the document changes; what it leaves out, or says in another form, stays as it is. */
export function brandingVariables(settings: Settings): Variables {
  const measures: Partial<Record<Measure, string>> = {}
  for (const [name, path] of Object.entries(RADII)) {
    const radius = setting(settings, path)
    if (typeof radius === 'number' && radius >= 0 && radius <= 100) measures[name as Measure] = `${radius}px`
  }
  const across = FLEX[String(setting(settings, 'categories.form.location.horizontal'))]
  const down = FLEX[String(setting(settings, 'categories.form.location.vertical'))]
  if (across !== undefined) measures.across = across
  if (down !== undefined) measures.down = down
  if (setting(settings, 'categories.global.spacingDensity') === 'COMPACT') measures.gap = '.75rem'
  return { light: colours(settings, 'lightMode'), dark: colours(settings, 'darkMode'), measures }
}

function colours(settings: Settings, mode: string): Partial<Record<Colour, string>> {
  const found: Partial<Record<Colour, string>> = {}
  for (const [name, path] of Object.entries(SETTINGS)) {
    const value = setting(settings, path.replace('*', mode))
    if (typeof value === 'string' && /^[0-9a-f]{8}$/i.test(value)) found[name as Colour] = `#${value}`
  }
  return found
}

/** The value at a path such as `components.form.borderRadius`; undefined if there is none. */
export function setting(settings: Settings, path: string): unknown {
  let at: unknown = settings
  for (const member of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, member)) return undefined
    at = (at as Settings)[member]
  }
  return at
}
