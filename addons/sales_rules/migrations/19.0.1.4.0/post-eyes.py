def migrate(cr, version):
    """Keep all requesters of approvals, who were one before (R1.1).

    Of orders that wait, the owners are requesters too from now on.
    """
    cr.execute(
        """
        INSERT INTO sales_approval_requester_rel (approval_id, user_id)
        SELECT id, requester_id FROM sales_approval
        ON CONFLICT DO NOTHING
        """
    )
    cr.execute(
        """
        INSERT INTO sales_approval_requester_rel (approval_id, user_id)
        SELECT approval.id, orders.user_id
          FROM sales_approval approval
          JOIN sale_order orders ON orders.id = approval.res_id
         WHERE approval.res_model = 'sale.order' AND approval.state = 'pending'
           AND orders.user_id IS NOT NULL
        ON CONFLICT DO NOTHING
        """
    )
