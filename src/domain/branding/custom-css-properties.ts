const TEXT = ['padding-top', 'padding-bottom', 'display', 'font-size', 'color']
const BUTTON_HOVER = ['color', 'background-color']
const IDP_BUTTON = [
  'height',
  'width',
  'text-align',
  'margin-bottom',
  'color',
  'background-color',
  'border-color',
]
const SUBMIT_BUTTON = ['font-size', 'font-weight', 'margin', 'height', 'width', 'color', 'background-color']
const ERROR_MESSAGE = [
  'margin',
  'padding',
  'font-size',
  'width',
  'background',
  'border',
  'color',
  'box-sizing',
]

/**
 * The classes that the CSS of a pool or client may style, and their properties (AWS: Developer Guide, "Customizing hosted
 * UI (classic) branding").
 */
export const CUSTOM_CSS_PROPERTIES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    '.background-customizable': ['background-color'],
    '.banner-customizable': ['padding', 'background-color'],
    '.errorMessage-customizable': ERROR_MESSAGE,
    '.idpButton-customizable': IDP_BUTTON,
    '.idpButton-customizable:hover': BUTTON_HOVER,
    '.idpDescription-customizable': TEXT,
    '.inputField-customizable': ['width', 'height', 'color', 'background-color', 'border'],
    '.inputField-customizable:focus': ['border-color', 'outline'],
    '.label-customizable': ['font-weight', 'color'],
    '.legalText-customizable': ['color', 'font-size'],
    '.logo-customizable': ['max-width', 'max-height', 'background-color'],
    '.passwordCheck-notValid-customizable': ['color'],
    '.passwordCheck-valid-customizable': ['color'],
    '.redirect-customizable': ['text-align', 'color'],
    '.socialButton-customizable': ['height', 'text-align', 'width', 'margin-bottom'],
    '.submitButton-customizable': SUBMIT_BUTTON,
    '.submitButton-customizable:hover': BUTTON_HOVER,
    '.textDescription-customizable': TEXT,
  }).map(([selector, properties]) => [selector, new Set(properties)]),
)
