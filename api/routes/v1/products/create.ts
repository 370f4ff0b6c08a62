import { createProduct } from '../../../../services/products/create-product.ts';
import { getProduct } from '../../../../services/products/get-product.ts';
import { CreateProduct, type ProductRow, showProduct } from '../../../../services/products/product.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Product } from './schema.ts';

const answer = (row: ProductRow): Answer => created(showProduct(row), `/api/v1/products/${row.id}`, row.version);

export const createProductRoute = defineRoute({
  method: 'post',
  path: '/api/v1/products',
  tag: 'catalogue',
  summary: 'Add a product',
  permission: 'products:write',
  body: CreateProduct,
  answers: { 201: { description: 'The product.', schema: Product } },
  handler: async ({ deps, ctx, body }) => answer(await createProduct(deps.services, ctx, body)),
  rebuild: async ({ deps, ctx }, id) => answer(await getProduct(deps.services, ctx, id)),
});
