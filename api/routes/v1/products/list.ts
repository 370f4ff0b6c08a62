import { z } from 'zod';
import { listProducts } from '../../../../services/products/list-products.ts';
import { showProduct } from '../../../../services/products/product.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf, queryFlag, searchText } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Product } from './schema.ts';

export const listProductsRoute = defineRoute({
  method: 'get',
  path: '/api/v1/products',
  tag: 'catalogue',
  summary: 'List products',
  permission: 'products:read',
  query: z.object({ ...pageQuery, q: searchText.optional(), active: queryFlag.optional() }),
  answers: { 200: { description: 'Newest first.', schema: listOf(Product) } },
  async handler(call) {
    const page = await listProducts(call.deps.services, call.ctx, call.query, pageOf(call, 'products'));
    return listAnswer(call, 'products', page, showProduct);
  },
});
