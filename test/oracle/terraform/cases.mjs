/** Folders that Terraform plans; every `input` is compared. */
export const SOUND = {
  values: {
    'main.tf': `locals {
  env  = "prod"
  on   = var.name == "shop"
  n    = 3
  list = ["l0", "l1", "l2"]
  map  = { x = "1", y = "2" }
  deep = { inner = [{ name = "d0" }, { name = "d1" }] }
  all  = local.deep.inner[*].name
}
resource "terraform_data" "splat" { input = join(",", local.all) }
resource "terraform_data" "here" {
  input = <<EOT
\${local.env}
two
EOT
}
resource "terraform_data" "null" { input = { a = null, b = try(local.map.z, "none") } }
`,
    'variables.tf': 'variable "name" {\n  default = "shop"\n}\n',
  },
  modules: {
    'main.tf': `locals {
  streams = { orders = { days = 1 }, returns = { days = 7 } }
}
module "one" {
  source = "./child"
  name   = "one-\${terraform_data.base.input}"
}
module "many" {
  source   = "./child"
  for_each = local.streams
  name     = each.key
  days     = each.value.days
  tags     = { team = "data" }
}
module "counted" {
  source = "./child"
  count  = 2
  name   = "c\${count.index}"
}
module "none" {
  source = "./child"
  count  = 0
  name   = "never"
}
resource "terraform_data" "base" { input = "base" }
resource "terraform_data" "out" { input = module.many["orders"].full }
resource "terraform_data" "outs" { input = join(",", [for k in ["orders", "returns"] : k]) }
resource "terraform_data" "counted" { input = module.counted[1].full }
resource "terraform_data" "each" {
  for_each = toset(["b", "a"])
  input    = "\${each.key}/\${each.value}"
}
resource "terraform_data" "number" {
  count = local.streams.orders.days + 1
  input = count.index
}
`,
    'child/main.tf': `locals {
  full = format("%s-%d", var.name, var.days)
}
module "inner" {
  source = "../inner"
  text   = upper(local.full)
}
resource "terraform_data" "self" { input = local.full }
resource "terraform_data" "tags" { input = merge({ owner = "x" }, var.tags) }
`,
    'child/io.tf': 'variable "name" {\n  type = string\n}\nvariable "days" {\n  default = 3\n}\nvariable "tags" {\n  default = {}\n}\noutput "full" {\n  value = "${local.full}!"\n}\noutput "inner" {\n  value = module.inner.text\n}\n',
    'inner/main.tf': 'variable "text" {}\nresource "terraform_data" "deep" { input = var.text }\noutput "text" {\n  value = var.text\n}\n',
  },
};

const CHILD = 'variable "name" {}\nvariable "days" {\n  default = 1\n}\nresource "terraform_data" "a" { input = var.name }\noutput "id" {\n  value = terraform_data.a.id\n}\n';

/** Folders with one fault, and where ours must be. */
export const FAULTS = {
  'unknown-argument': { files: { 'main.tf': 'module "m" {\n  source = "./c"\n  name   = "x"\n  dayz   = 2\n}\n', 'c/main.tf': CHILD }, at: { rule: 'terraform-module-call', line: 4 } },
  'missing-argument': { files: { 'main.tf': 'module "m" {\n  source = "./c"\n}\n', 'c/main.tf': CHILD }, at: { rule: 'terraform-module-call', line: 1 } },
  'unknown-output': { files: { 'main.tf': 'module "m" {\n  source = "./c"\n  name   = "x"\n}\noutput "o" {\n  value = module.m.key\n}\n', 'c/main.tf': CHILD }, at: { rule: 'terraform-module-call', line: 6 } },
  'unknown-output-of-one': { files: { 'main.tf': 'module "m" {\n  source = "./c"\n  count  = 2\n  name   = "x"\n}\noutput "o" {\n  value = module.m[0].key\n}\n', 'c/main.tf': CHILD }, at: { rule: 'terraform-module-call', line: 7 } },
  'undeclared-variable': { files: { 'main.tf': 'output "o" {\n  value = var.x\n}\n' }, at: { rule: 'terraform-undeclared', line: 2 } },
  'undeclared-local': { files: { 'main.tf': 'locals {\n  a = local.b\n}\n' }, at: { rule: 'terraform-undeclared', line: 2 } },
  'undeclared-in-index': { files: { 'main.tf': 'locals {\n  l = ["a"]\n  a = local.l[var.n]\n}\n' }, at: { rule: 'terraform-undeclared', line: 3 } },
  'undeclared-module': { files: { 'main.tf': 'output "o" {\n  value = module.m.x\n}\n' }, at: { rule: 'terraform-undeclared', line: 2 } },
  'duplicate-variable': { files: { 'main.tf': 'variable "a" {}\n', 'b.tf': 'variable "a" {}\n' }, at: { rule: 'terraform-duplicate', line: 1 } },
  'duplicate-resource': { files: { 'main.tf': 'resource "terraform_data" "a" {}\nresource "terraform_data" "a" {}\n' }, at: { rule: 'terraform-duplicate', line: 2 } },
  'broken-list': { files: { 'main.tf': 'locals {\n  a = [1, 2\n}\n' }, at: { rule: 'terraform-syntax', line: 2 } },
  'no-comma': { files: { 'main.tf': 'locals {\n  a = [1 2]\n}\n' }, at: { rule: 'terraform-syntax', line: 2 } },
  'no-comma-in-call': { files: { 'main.tf': 'locals {\n  a = max(1 2)\n}\n' }, at: { rule: 'terraform-syntax', line: 2 } },
  'wrong-bracket': { files: { 'main.tf': 'locals {\n  a = max(1, 2]\n}\n' }, at: { rule: 'terraform-syntax', line: 2 } },
  'broken-text': { files: { 'main.tf': 'locals {\n  a = "x\n}\n' }, at: { rule: 'terraform-syntax', line: 2 } },
  'broken-block': { files: { 'main.tf': 'resource "terraform_data" "a" {\n  input = 1\n' }, at: { rule: 'terraform-syntax', line: 1 } },
  'no-value': { files: { 'main.tf': 'locals {\n  a =\n}\n' }, at: { rule: 'terraform-syntax', line: 2 } },
};
