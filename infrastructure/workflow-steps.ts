/**
 * The first steps of a generated job that runs Terraform: the sources, Node, the packages and Terraform. They are indented as in
 * the workflows, and end without a newline. The workflows that are written by hand, such as install.yml, have the same steps.
 */
export const SET_UP = `      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - uses: actions/setup-node@48b55a011bda9f5d6aeb4c2d9c7362e8dae4041e # v6.4.0
        with:
          node-version: 24
          cache: npm
          cache-dependency-path: |
            package-lock.json
            infrastructure/package-lock.json
      - run: npm ci
      - run: npm ci --prefix infrastructure
      - uses: ./.github/actions/terraform`;
