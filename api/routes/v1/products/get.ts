import { getProduct } from '../../../../services/products/get-product.ts';
import { showProduct } from '../../../../services/products/product.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Product } from './schema.ts';

export const getProductRoute = defineRoute({
  method: 'get',
  path: '/api/v1/products/{id}',
  tag: 'catalogue',
  summary: 'Read a product',
  permission: 'products:read',
  params: idParams,
  answers: { 200: { description: 'The product.', schema: Product } },
  async handler({ deps, ctx, params }) {
    const row = await getProduct(deps.services, ctx, params.id);
    return ok(showProduct(row), { version: row.version });
  },
});
