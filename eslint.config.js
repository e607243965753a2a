import compat from 'eslint-plugin-compat'
import vue from 'eslint-plugin-vue'
import vueA11y from 'eslint-plugin-vuejs-accessibility'
import tseslint from 'typescript-eslint'

const doors = { regex: '(?:^|/)core/|^#core/[^/]+/', message: 'Enter core by its doors: #core/<folder>.' }
const neighbours = { group: ['../*'], message: 'Inside core another folder is #core/<folder>.' }

export default tseslint.config(
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  { ignores: ['.cache/**', 'dist/**', 'data/**', 'node_modules/**', 'coverage/**', 'test-results/**'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  ...vue.configs['flat/recommended'],
  ...vueA11y.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['**/*.{ts,vue,js,mjs}'],
    rules: {
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['error'] }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'prefer-const': 'error',
      'no-restricted-imports': ['error', { patterns: [doors] }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/array-type': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  { files: ['src/core/**'], rules: { 'no-restricted-imports': ['error', { patterns: [doors, neighbours] }] } },
  {
    // A module's own test may look behind its door.
    files: ['tests/{unit,properties}/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['{src,sync-server,tools}/**/*.{ts,mjs}'],
    rules: { 'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }] },
  },
  {
    // They speak to a terminal.
    files: ['tools/**', 'src/cli/**', 'sync-server/*.ts', 'tests/{bench,proof,screenshots}/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': ['error', { ignores: ['App'] }],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    // The phone's floor is Chrome 111 (browserslist in package.json).
    files: ['src/{school,device,components,composables,i18n}/**/*.{ts,vue}', 'src/sw.ts'],
    ...compat.configs['flat/recommended'],
    // Nothing is polyfilled, whatever compiles.
    settings: { lintAllEsApis: true },
  },
)
