SELECT sum(l_extendedprice) / 7e0 AS avg_yearly
FROM lineitem, part
WHERE p_partkey = l_partkey AND p_brand = 'Brand#23' AND p_container = 'MED BOX'
  AND l_quantity < (SELECT 2e-1 * avg(CAST(l_quantity AS double)) FROM lineitem WHERE l_partkey = p_partkey)
